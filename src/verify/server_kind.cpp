#include "verify/server_kind.h"

#include <algorithm>
#include <array>

#include "util/ascii.h"

namespace wasmpair {
namespace {

/// A field by which a server is known: its name, and what its value contains.
struct Mark {
  ServerKind server;
  std::string_view field;
  std::string_view part;
};

/// The networks first: behind them, Server may still name the origin.
constexpr std::array marks = {
    Mark{ServerKind::Cloudflare, "cf-ray", ""},
    Mark{ServerKind::CloudFront, "x-amz-cf-id", ""},
    Mark{ServerKind::Vercel, "x-vercel-id", ""},
    Mark{ServerKind::Netlify, "x-nf-request-id", ""},
    Mark{ServerKind::S3, "server", "amazons3"},
    Mark{ServerKind::GoogleCloudStorage, "x-goog-hash", ""},
    Mark{ServerKind::Nginx, "server", "nginx"},
    Mark{ServerKind::Nginx, "server", "openresty"},
    Mark{ServerKind::Caddy, "server", "caddy"},
    Mark{ServerKind::Apache, "server", "apache"},
    Mark{ServerKind::Lighttpd, "server", "lighttpd"},
    Mark{ServerKind::InternetInformationServices, "server", "microsoft-iis"},
};

bool bears(const HttpResponse& response, const Mark& mark) {
  return count_fields(response, mark.field) != 0 &&
         lower_case(field(response, mark.field)).find(mark.part) != std::string::npos;
}

}  // namespace

ServerKind server_of(const HttpResponse& response) {
  const auto* found = std::ranges::find_if(marks, [&](const Mark& mark) { return bears(response, mark); });
  return found == marks.end() ? ServerKind::Unknown : found->server;
}

std::string_view name(ServerKind server) {
  switch (server) {
    case ServerKind::Unknown:
      break;
    case ServerKind::Nginx:
      return "nginx";
    case ServerKind::Caddy:
      return "Caddy";
    case ServerKind::Apache:
      return "Apache";
    case ServerKind::Lighttpd:
      return "lighttpd";
    case ServerKind::InternetInformationServices:
      return "IIS";
    case ServerKind::Cloudflare:
      return "Cloudflare";
    case ServerKind::CloudFront:
      return "CloudFront";
    case ServerKind::S3:
      return "S3";
    case ServerKind::GoogleCloudStorage:
      return "Google Cloud Storage";
    case ServerKind::Netlify:
      return "Netlify";
    case ServerKind::Vercel:
      return "Vercel";
  }
  return "";
}

}  // namespace wasmpair

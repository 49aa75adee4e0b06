#include "verify/server_kind.h"

#include <algorithm>
#include <array>

#include "util/ascii.h"

namespace wasmpair {
namespace {

/// A field that identifies a server: its name, and a part of its value.
struct Signature {
  ServerKind server;
  std::string_view field;
  std::string_view part;
};

/// CDNs first: with them, Server may still name the origin.
constexpr std::array signatures = {
    Signature{ServerKind::Cloudflare, "cf-ray", ""},
    Signature{ServerKind::CloudFront, "x-amz-cf-id", ""},
    Signature{ServerKind::Vercel, "x-vercel-id", ""},
    Signature{ServerKind::Netlify, "x-nf-request-id", ""},
    Signature{ServerKind::Wrangler, "x-server-env", "dev"},
    Signature{ServerKind::S3, "server", "amazons3"},
    Signature{ServerKind::GoogleCloudStorage, "x-goog-hash", ""},
    Signature{ServerKind::Nginx, "server", "nginx"},
    Signature{ServerKind::Nginx, "server", "openresty"},
    Signature{ServerKind::Caddy, "server", "caddy"},
    Signature{ServerKind::Apache, "server", "apache"},
    Signature{ServerKind::Lighttpd, "server", "lighttpd"},
    Signature{ServerKind::InternetInformationServices, "server", "microsoft-iis"},
};

bool matches(const HttpResponse& response, const Signature& signature) {
  return count_fields(response, signature.field) != 0 &&
         lower_case(field(response, signature.field)).find(signature.part) != std::string::npos;
}

}  // namespace

ServerKind server_of(const HttpResponse& response) {
  const auto* found =
      std::ranges::find_if(signatures, [&](const Signature& signature) { return matches(response, signature); });
  return found == signatures.end() ? ServerKind::Unknown : found->server;
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
    case ServerKind::Wrangler:
      return "wrangler pages dev";
  }
  return "";
}

}  // namespace wasmpair

// Which server, or CDN in front of it, sent a response.
#pragma once

#include <string_view>

#include "verify/http_client.h"

namespace wasmpair {

enum class ServerKind {
  Unknown,
  Nginx,
  Caddy,
  Apache,
  Lighttpd,
  InternetInformationServices,
  Cloudflare,
  CloudFront,
  S3,
  GoogleCloudStorage,
  Netlify,
  Vercel,
  Wrangler,  ///< `wrangler pages dev`, the local preview of Cloudflare Pages.
};

/// Judged by the fields that each is known to add. A CDN in front of the origin counts, since it has the last word.
ServerKind server_of(const HttpResponse& response);

/// As people call it; "" for Unknown.
std::string_view name(ServerKind server);

}  // namespace wasmpair

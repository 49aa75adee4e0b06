#include "serving/server_config.h"

#include <fmt/format.h>

#include <algorithm>

#include "wasmpair/error.h"

namespace wasmpair {

std::span<const ServerConfig> server_configs() {
  using enum Negotiation;
  using enum Deltas;
  static constexpr ServerConfig table[] = {
      {{"nginx", "wasmpair.nginx.conf", "locations to include in a server block"}, ByServer, Served, nginx_config},
      {{"caddy", "wasmpair.caddy", "handles to import in a site block of a Caddyfile"}, ByServer, Served, caddy_config},
      {{"apache", ".htaccess", "directives for the directory of the release"}, ByServer, Served, apache_config},
      {{"netlify", "_headers", "header rules of Netlify, for this release"}, ByHost, Unused, netlify_config},
      {{"cloudflare", "_headers", "header rules of Cloudflare, for this release"}, AtUpload, Unused, cloudflare_config},
      {{"vercel", "vercel.json", "header rules of Vercel"}, ByHost, Unused, vercel_config},
      {{"firebase", "firebase.json", "header rules of Firebase Hosting"}, ByHost, Unused, firebase_config},
      {{"s3", "upload-s3.sh", "commands that upload this release to Amazon S3"},
       AtUpload,
       IfInFront,
       s3_config,
       s3_prune_script},
      {{"cloudfront", "cloudfront.js", "a CloudFront function for this release in an S3 bucket"},
       ByFunction,
       Served,
       cloudfront_config},
      {{"gcs", "upload-gcs.sh", "commands that upload this release to Google Cloud Storage"},
       AtUpload,
       Unused,
       gcs_config,
       gcs_prune_script},
      {{"json", "routes.json", "every route and its correct responses, for anything else"},
       ByServer,
       Served,
       json_config},
  };
  return table;
}

std::string stored_encoding(const ConfiguredSite& site, std::string_view fallback) {
  std::string encoding = site.encoding.value_or(std::string(fallback));
  const auto known = std::ranges::find(site.siblings, encoding, &SiblingKind::encoding);
  if (encoding != "identity" && known == site.siblings.end()) {
    std::string choice = "identity";
    for (const SiblingKind& sibling : site.siblings) choice += ", " + sibling.encoding;
    throw Error("", fmt::format("the release has no encoding '{}'", encoding),
                fmt::format("Give --encoding one of {}, or pack with --encodings.", choice));
  }
  return encoding;
}

const ManifestEncoding* sibling_of(const Route& route, std::string_view encoding) {
  const auto found = std::ranges::find(route.encodings, encoding, &ManifestEncoding::encoding);
  return found == route.encodings.end() ? nullptr : &*found;
}

}  // namespace wasmpair

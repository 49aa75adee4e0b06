// The emitters of configurations: one row per server or host.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "serving/prune_script.h"
#include "serving/site.h"
#include "wasmpair/configuration.h"

namespace wasmpair {

/// What decides which encoding a client gets.
enum class Negotiation {
  ByServer,    ///< The server chooses among the siblings.
  ByHost,      ///< The host encodes uploaded files itself.
  ByFunction,  ///< A function, among uploaded files that have their fields since the upload.
  AtUpload,    ///< The upload: every client gets the uploaded file, whose encoding SiteOptions::encoding chooses.
};

/// Whether a browser that has an earlier module can get the difference to it (RFC 9842).
enum class Deltas {
  Served,
  IfInFront,  ///< If something in front of the bucket chooses them: SiteOptions::front.
  Unused,     ///< The host cannot choose a file by a field of the request.
};

struct ServerConfig {
  ConfigTarget target;
  Negotiation negotiation;
  Deltas deltas;
  Configuration (*emit)(const ConfiguredSite& site);
  /// The script that deletes old releases there; null: files that are not deployed again are gone.
  std::string (*prune)(const BucketPruning& pruning) = nullptr;
};

/// Every row, in the order of the help.
std::span<const ServerConfig> server_configs();

// The rows.
Configuration nginx_config(const ConfiguredSite& site);
Configuration caddy_config(const ConfiguredSite& site);
Configuration apache_config(const ConfiguredSite& site);
Configuration netlify_config(const ConfiguredSite& site);
Configuration cloudflare_config(const ConfiguredSite& site);
Configuration vercel_config(const ConfiguredSite& site);
Configuration firebase_config(const ConfiguredSite& site);
Configuration cloudfront_config(const ConfiguredSite& site);
Configuration s3_config(const ConfiguredSite& site);
Configuration gcs_config(const ConfiguredSite& site);
Configuration json_config(const ConfiguredSite& site);

/// The encoding of files under the assets' names on a host that does not negotiate: the requested one, or fallback.
/// Throws Error if the release does not have it.
std::string stored_encoding(const ConfiguredSite& site, std::string_view fallback);

/// The sibling of a route with that encoding; null for "identity", and if the file has none because it would be larger.
const ManifestEncoding* sibling_of(const Route& route, std::string_view encoding);

}  // namespace wasmpair

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
  ByServer,  ///< The server chooses among the siblings.
  ByHost,    ///< The host encodes uploaded files itself.
  AtUpload,  ///< The upload: every client gets the uploaded file, whose encoding SiteOptions::encoding chooses.
};

struct ServerConfig {
  ConfigTarget target;
  Negotiation negotiation;
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
Configuration s3_config(const ConfiguredSite& site);
Configuration gcs_config(const ConfiguredSite& site);
Configuration json_config(const ConfiguredSite& site);

/// The encoding of files under the assets' names on a host that does not negotiate: the requested one, or fallback.
/// Throws Error if the release does not have it.
std::string stored_encoding(const ConfiguredSite& site, std::string_view fallback);

/// The sibling of a route with that encoding; null for "identity", and if the file has none because it would be larger.
const ManifestEncoding* sibling_of(const Route& route, std::string_view encoding);

}  // namespace wasmpair

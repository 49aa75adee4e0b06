// The emitters of configurations: one row a server or host.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "deliver/config/site.h"
#include "wasmpair/config.h"

namespace wasmpair {

/// Who decides which encoding a client gets.
enum class Negotiation {
  ByServer,    ///< The server, among the siblings.
  ByHost,      ///< The host, which makes its own encodings of what is uploaded.
  OnceForAll,  ///< Nobody: what is uploaded under a name is what everybody gets, and ConfigRequest::encoding chooses
               ///< it.
};

struct ServerConfig {
  ConfigTarget target;
  Negotiation negotiation;
  ConfigReport (*emit)(const ConfiguredSite& site);
};

/// Every row, in the order of the help.
std::span<const ServerConfig> server_configs();

// The rows.
ConfigReport nginx_config(const ConfiguredSite& site);
ConfigReport caddy_config(const ConfiguredSite& site);
ConfigReport apache_config(const ConfiguredSite& site);
ConfigReport netlify_config(const ConfiguredSite& site);
ConfigReport cloudflare_config(const ConfiguredSite& site);
ConfigReport vercel_config(const ConfiguredSite& site);
ConfigReport firebase_config(const ConfiguredSite& site);
ConfigReport s3_config(const ConfiguredSite& site);
ConfigReport gcs_config(const ConfiguredSite& site);
ConfigReport json_config(const ConfiguredSite& site);

/// The encoding of what lies under the assets' names on a host that does not negotiate: the requested one or fallback.
/// Throws Error if the release does not have it.
std::string stored_encoding(const ConfiguredSite& site, std::string_view fallback);

/// The sibling of a route with that encoding; null for "identity", and where the file has none because it would be
/// larger.
const ManifestEncoding* sibling_of(const Route& route, std::string_view encoding);

/// text, a path or a part of one, as it stands in a URL: all but unreserved characters and "/" as %XX.
std::string percent_encode(std::string_view text);

}  // namespace wasmpair

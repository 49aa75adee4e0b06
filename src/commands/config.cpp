#include "wasmpair/config.h"

#include <fmt/format.h>

#include <algorithm>

#include "serving/server_config.h"
#include "util/atomic_file.h"
#include "util/nearest.h"
#include "util/text_bytes.h"
#include "wasmpair/error.h"
#include "wasmpair/manifest.h"

namespace wasmpair {
namespace {

const ServerConfig& find_config(const std::string& name) {
  const auto found =
      std::ranges::find_if(server_configs(), [&](const ServerConfig& row) { return row.target.name == name; });
  if (found != server_configs().end()) return *found;
  std::vector<std::string_view> names;
  for (const ConfigTarget& target : config_targets()) names.push_back(target.name);
  const std::string_view near = nearest(name, names);
  const std::string list = fmt::format("Known: {}.", fmt::join(names, ", "));
  throw Error("", fmt::format("there is no configuration for '{}'", name),
              near.empty() ? list : fmt::format("Did you mean wasmpair config {}?\n{}", near, list));
}

}  // namespace

std::span<const ConfigTarget> config_targets() {
  static const std::vector<ConfigTarget> targets = [] {
    std::vector<ConfigTarget> all;
    for (const ServerConfig& row : server_configs()) all.push_back(row.target);
    return all;
  }();
  return targets;
}

Configuration config(const ConfigRequest& request) {
  const ServerConfig& server = find_config(request.target);
  if (request.site.encoding && server.negotiation != Negotiation::AtUpload)
    throw Error("", fmt::format("--encoding does not apply to {}", server.target.name),
                "It applies to hosts that do not negotiate: cloudflare, s3, gcs.");
  const ConfiguredSite site =
      describe_site(read_manifest_file(request.manifest_file), request.manifest_file, request.site);
  Configuration configuration = server.emit(site);
  if (!request.output_file.empty()) write_file(request.output_file, bytes_of(configuration.text), Durability::Synced);
  return configuration;
}

}  // namespace wasmpair

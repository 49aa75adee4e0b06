#include "wasmpair/config.h"

#include <fmt/format.h>

#include <algorithm>

#include "commands/go_server.h"
#include "publish/manifest_file.h"
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
    all.push_back(go_server_target);
    return all;
  }();
  return targets;
}

Configuration config(const ConfigRequest& request) {
  if (request.target == go_server_target.name) return write_go_server(request);
  const ServerConfig& server = find_config(request.target);
  if (request.go_server.package || request.go_server.embedding)
    throw Error("", fmt::format("--package and --embed do not apply to {}", server.target.name),
                "They apply to the Go package: wasmpair config go.");
  if (request.site.encoding && server.negotiation != Negotiation::AtUpload)
    throw Error("", fmt::format("--encoding does not apply to {}", server.target.name),
                "It applies to hosts that do not negotiate: cloudflare, s3, gcs.");
  const std::string manifest_file = request.manifest_file.value_or(manifest_name);
  const ConfiguredSite site = describe_site(read_manifest_file(manifest_file), manifest_file, request.site);
  Configuration configuration = server.emit(site);
  if (!request.output.empty()) write_file(request.output, bytes_of(configuration.text), Durability::Synced);
  return configuration;
}

}  // namespace wasmpair

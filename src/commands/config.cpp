#include "wasmpair/config.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/filesystem/operations.hpp>
#include <boost/filesystem/path.hpp>
#include <set>

#include "commands/check_pruning.h"
#include "commands/go_server.h"
#include "publish/ledger_name.h"
#include "publish/manifest_file.h"
#include "serving/server_config.h"
#include "util/atomic_file.h"
#include "util/files.h"
#include "util/nearest.h"
#include "util/text_bytes.h"
#include "wasmpair/digest.h"
#include "wasmpair/error.h"
#include "wasmpair/manifest.h"

namespace wasmpair {
namespace {

namespace fs = boost::filesystem;

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

/// The manifests that this release and those before it left in the ledger, of those that are beside this one.
std::vector<std::string> ledger_beside(const std::string& manifest_file, ByteView json, const Manifest& manifest) {
  std::set<std::string> names{ledger_name(sha256(json))};
  for (const ManifestPrevious& previous : manifest.previous) names.insert(previous.manifest);
  std::erase_if(names, [&](const std::string& name) {
    return !fs::is_regular_file(fs::symlink_status(fs::path(manifest_file).parent_path() / name));
  });
  return {names.begin(), names.end()};
}

ConfiguredSite read_site(const std::string& manifest_file, const SiteOptions& options) {
  const Bytes json = read_file(manifest_file, manifest_limit);
  const Manifest manifest = read_manifest(text_of(json), manifest_file);
  return describe_site(manifest, manifest_file, options, ledger_beside(manifest_file, json, manifest));
}

void check_options(const ConfigRequest& request, const ServerConfig& server) {
  if (request.go_server.package || request.go_server.embedding)
    throw Error("", fmt::format("--package and --embed do not apply to {}", server.target.name),
                "They apply to the Go package: wasmpair config go.");
  if (request.site.encoding && server.negotiation != Negotiation::AtUpload)
    throw Error("", fmt::format("--encoding does not apply to {}", server.target.name),
                "It applies to hosts that do not negotiate: cloudflare, s3, gcs.");
  if (request.site.transformation == Transformation::Forbidden && server.negotiation == Negotiation::ByFunction)
    throw Error("", fmt::format("--no-transform does not apply to {}", server.target.name),
                "It applies to what is uploaded: wasmpair config s3 --cloudfront --no-transform.");
  if (request.site.front == Front::CloudFront && server.deltas != Deltas::IfInFront)
    throw Error("", fmt::format("--cloudfront does not apply to {}", server.target.name), "It applies to s3.");
  if (request.site.front == Front::CloudFront && request.site.encoding)
    throw Error("", "--encoding does not apply to --cloudfront", "The function chooses among all encodings.");
  if (!request.pruning) return;
  if (server.prune == nullptr)
    throw Error("", fmt::format("--prune does not apply to {}", server.target.name),
                "It applies to s3 and gcs. Of a directory, `wasmpair prune` deletes old releases.");
  if (request.site.encoding || request.site.transformation == Transformation::Forbidden ||
      request.site.front == Front::CloudFront)
    throw Error("", "--encoding, --no-transform and --cloudfront do not apply to --prune",
                "They apply to what is uploaded.");
}

/// The script that deletes old releases from a bucket.
Configuration prune_bucket(const ServerConfig& server, const std::string& manifest_file, const ConfigRequest& request) {
  const fs::path file(manifest_file);
  if (file.filename() != manifest_name)
    throw Error(manifest_file, fmt::format("is not named {}", manifest_name),
                "Name the manifest in the directory of the releases: --manifest dist/wasmpair.json.");
  const std::string directory = file.has_parent_path() ? file.parent_path().generic_string() : ".";
  const CheckedPruning checked = check_pruning(directory, *request.pruning, nullptr);
  const PrunePlan& plan = checked.plan;
  const std::string prefix = describe_site(checked.chain.last, manifest_file, request.site).prefix;
  std::string note = fmt::format("earlier releases: {} to delete, {} to keep", plan.dropped.size(), plan.kept);
  if (plan.too_young > 0) note += fmt::format(", {} of these because of --min-age", plan.too_young);
  return {server.prune({prefix, checked.chain.last_name, plan.kept, plan.dropped}), {note}};
}

/// What becomes of the deltas of the release, if it is not what was wanted.
std::optional<std::string> deltas_note(const ServerConfig& server, const ConfiguredSite& site) {
  if (std::ranges::all_of(site.routes, [](const Route& route) { return route.deltas.empty(); })) return std::nullopt;
  switch (server.deltas) {
    case Deltas::Served:
      return std::nullopt;
    case Deltas::IfInFront:
      if (site.front == Front::CloudFront) return std::nullopt;
      return fmt::format(
          "{} cannot choose a file by a field of the request: differences to earlier releases are neither uploaded nor "
          "offered; with CloudFront in front they are: wasmpair config s3 --cloudfront, wasmpair config cloudfront",
          server.target.name);
    case Deltas::Unused:
      break;
  }
  return fmt::format(
      "{} cannot choose a file by a field of the request: differences to earlier releases are not offered, and their "
      "files (.dcz, .dcb) need not be deployed",
      server.target.name);
}

Configuration emit(const ServerConfig& server, const ConfiguredSite& site) {
  Configuration configuration = server.emit(site);
  if (const auto note = deltas_note(server, site)) configuration.notes.push_back(*note);
  return configuration;
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
  check_options(request, server);
  const std::string manifest_file = request.manifest_file.value_or(manifest_name);
  Configuration configuration = request.pruning ? prune_bucket(server, manifest_file, request)
                                                : emit(server, read_site(manifest_file, request.site));
  if (!request.output.empty()) write_file(request.output, bytes_of(configuration.text), Durability::Synced);
  return configuration;
}

}  // namespace wasmpair

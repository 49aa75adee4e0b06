#include "pages/release_values.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "publish/bundle_name.h"
#include "publish/manifest_file.h"
#include "publish/manifest_json.h"
#include "publish/transfer_size.h"

namespace wasmpair {
namespace {

using nlohmann::ordered_json;

/// The part of a file's description that the loader needs.
ordered_json loadable(const ManifestFile& file) {
  return {{"url", file.url}, {"bytes", file.bytes}, {"integrity", file.integrity}};
}

/// "716 kB", "3.7 MB": decimal units, as browsers show them.
std::string download_size(std::uint64_t bytes) {
  if (bytes < 999'500) return fmt::format("{} kB", std::max<std::uint64_t>(1, (bytes + 500) / 1000));
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

}  // namespace

ordered_json release_values(const Manifest& manifest) {
  ordered_json values = manifest_document(manifest);
  std::vector<std::string_view> names;
  ordered_json::object_t loadables;  // filled like a vector: an ordered object searches itself for each name
  ordered_json::object_t bundles;
  auto described = values.at("bundles").begin();
  for (const ManifestBundle& bundle : manifest.bundles) {
    names.push_back(bundle.name);
    (*described)["name"] = bundle.name;
    (*described)["identifier"] = identifier_of_bundle(bundle.name);
    (*described)["download"] = download_size(transfer_bytes(bundle.wasm) + transfer_bytes(bundle.shim));
    bundles.push_back({identifier_of_bundle(bundle.name), std::move(*described)});
    ++described;
    loadables.push_back(
        {bundle.name,
         ordered_json{{"pair", bundle.pair}, {"wasm", loadable(bundle.wasm)}, {"shim", loadable(bundle.shim)}}});
  }
  values["bundles"] = std::move(bundles);
  ordered_json::object_t assets;
  for (ordered_json& asset : values["assets"])
    assets.push_back({asset.at("name").get<std::string>(), std::move(asset)});
  values["assets"] = std::move(assets);
  values["title"] = fmt::format("{}", fmt::join(names, ", "));
  values["loader"] = manifest.bundles.empty() ? "" : manifest.bundles.front().loader.url;
  values["release"] = {{"manifest", manifest.base + manifest_name}, {"bundles", std::move(loadables)}};
  return values;
}

}  // namespace wasmpair

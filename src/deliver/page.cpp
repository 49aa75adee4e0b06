#include "deliver/page.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "deliver/render.h"
#include "deliver/templates.h"
#include "publish/page_seal.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

using nlohmann::ordered_json;

constexpr std::string_view page_template = "index.html";

/// What the loader needs of a file.
ordered_json loadable(const ManifestFile& file) {
  return {{"url", file.url}, {"bytes", file.bytes}, {"integrity", file.integrity}};
}

/// What a browser that accepts every encoding downloads.
std::uint64_t transfer_bytes(const ManifestFile& file) {
  std::uint64_t smallest = file.bytes;
  for (const ManifestEncoding& encoding : file.encodings) smallest = std::min(smallest, encoding.bytes);
  return smallest;
}

/// "716 kB", "3.7 MB": decimal units, as browsers show them.
std::string download_size(std::uint64_t bytes) {
  if (bytes < 999'500) return fmt::format("{} kB", std::max<std::uint64_t>(1, (bytes + 500) / 1000));
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

ordered_json values_of(const Manifest& manifest) {
  std::vector<std::string_view> names;
  ordered_json bundles = ordered_json::array();
  ordered_json loadables = ordered_json::object();
  for (const ManifestBundle& bundle : manifest.bundles) {
    names.push_back(bundle.name);
    bundles.push_back({{"name", bundle.name},
                       {"download", download_size(transfer_bytes(bundle.wasm) + transfer_bytes(bundle.shim))}});
    loadables[bundle.name] = {{"pair", bundle.pair}, {"wasm", loadable(bundle.wasm)}, {"shim", loadable(bundle.shim)}};
  }
  const std::string loader = manifest.bundles.empty() ? "" : manifest.bundles.front().loader.url;
  return {{"title", fmt::format("{}", fmt::join(names, ", "))},
          {"generator", "wasmpair " + manifest.generator_version},
          {"loader", loader},
          {"bundles", std::move(bundles)},
          {"release", {{"manifest", manifest.base + "wasmpair.json"}, {"bundles", std::move(loadables)}}}};
}

}  // namespace

std::string render_page(const Manifest& manifest) {
  try {
    return seal_page(render({page_template, embedded_template(page_template)}, values_of(manifest)));
  } catch (const ordered_json::type_error&) {  // 316, from dump()
    throw Error(std::string(page_template), "cannot write: a name or the base URL is not valid UTF-8",
                "Use UTF-8 for --name, --base and file names.");
  }
}

}  // namespace wasmpair

#include "publish/manifest_json.h"
#include "publish/bundle_name.h"

#include <nlohmann/json.hpp>

#include "wasmpair/error.h"

namespace wasmpair {
namespace {

using nlohmann::ordered_json;

ordered_json json_of(const ManifestEncoding& encoding) {
  return {
      {"encoding", encoding.encoding}, {"path", encoding.path}, {"bytes", encoding.bytes}, {"sha256", encoding.sha256}};
}

ordered_json json_of(const ManifestDelta& delta) {
  const ManifestDictionary& from = delta.from;
  return {{"encoding", delta.encoding},
          {"path", delta.path},
          {"bytes", delta.bytes},
          {"sha256", delta.sha256},
          {"from", {{"path", from.path}, {"bytes", from.bytes}, {"sha256", from.sha256}}}};
}

ordered_json json_of(const ManifestFile& file) {
  ordered_json encodings = ordered_json::array();
  for (const ManifestEncoding& encoding : file.encodings) encodings.push_back(json_of(encoding));
  ordered_json document = {{"path", file.path},
                           {"url", file.url},
                           {"type", file.type},
                           {"bytes", file.bytes},
                           {"sha256", file.sha256},
                           {"integrity", file.integrity},
                           {"cacheControl", file.cache_control},
                           {"encodings", std::move(encodings)}};
  if (!file.dictionary_match.empty()) document["dictionary"] = {{"match", file.dictionary_match}};
  for (const ManifestDelta& delta : file.deltas) document["deltas"].push_back(json_of(delta));
  return document;
}

ordered_json json_of(const ManifestAsset& asset) {
  ordered_json document{{"name", asset.name}};
  document.update(json_of(asset.file));
  return document;
}

ordered_json json_of(const ManifestPage& page) {
  return {{"path", page.path}, {"url", page.url}, {"type", page.type}, {"cacheControl", page.cache_control}};
}

ordered_json go_of(const std::string& version, const char* operating_system) {
  ordered_json go = ordered_json::object();
  if (!version.empty()) go["version"] = version;
  go["goos"] = operating_system;
  go["goarch"] = "wasm";
  return go;
}

ordered_json json_of(const ManifestBundle& bundle) {
  ordered_json document = ordered_json::object();
  if (const std::string identifier = identifier_of_bundle(bundle.name); identifier != bundle.name)
    document["identifier"] = identifier;
  document.update({{"pair", bundle.pair},
                   {"go", go_of(bundle.go_version, "js")},
                   {"source", {{"bytes", bundle.source_bytes}, {"sha256", bundle.source_sha256}}},
                   {"wasm", json_of(bundle.wasm)},
                   {"shim", json_of(bundle.shim)},
                   {"loader", json_of(bundle.loader)}});
  if (bundle.runner) document["runner"] = json_of(*bundle.runner);
  return document;
}

ordered_json json_of(const ManifestGuest& guest) {
  ordered_json entries = ordered_json::array();
  for (const ManifestEntry& entry : guest.entries)
    entries.push_back({{"name", entry.name}, {"method", entry.method}, {"convention", entry.convention}});
  ordered_json document = {{"kind", guest.kind}};
  if (!guest.go_version.empty()) document["go"] = go_of(guest.go_version, "wasip1");
  document.update({{"source", {{"bytes", guest.source_bytes}, {"sha256", guest.source_sha256}}},
                   {"wasm", json_of(guest.wasm)},
                   {"memory", {{"minPages", guest.minimum_pages}, {"maxPages", guest.maximum_pages}}},
                   {"ticks", guest.ticks},
                   {"depth", guest.depth},
                   {"globals", guest.globals},
                   {"restorable", guest.restorable},
                   {"entries", std::move(entries)},
                   {"imports", guest.imports},
                   {"capabilities", guest.capabilities}});
  return document;
}

}  // namespace

ordered_json manifest_document(const Manifest& manifest) {
  ordered_json::object_t bundles;  // filled like a vector: an ordered object searches itself for each name
  for (const ManifestBundle& bundle : manifest.bundles) bundles.push_back({bundle.name, json_of(bundle)});
  ordered_json pages = ordered_json::array();
  for (const ManifestPage& page : manifest.pages) pages.push_back(json_of(page));
  ordered_json document = {{"version", 1},
                           {"generator", {{"name", "wasmpair"}, {"version", manifest.generator_version}}},
                           {"base", manifest.base},
                           {"bundles", std::move(bundles)},
                           {"pages", std::move(pages)},
                           {"files", manifest.files}};
  for (const ManifestGuest& guest : manifest.guests) document["guests"][guest.name] = json_of(guest);
  for (const ManifestAsset& asset : manifest.assets) document["assets"].push_back(json_of(asset));
  for (const ManifestPrevious& release : manifest.previous)
    document["previous"].push_back({{"manifest", release.manifest}, {"sha256", release.sha256}});
  for (const ManifestFile& file : manifest.next) document["next"].push_back(json_of(file));
  return document;
}

std::vector<const ManifestFile*> files_of(const Manifest& manifest) {
  std::vector<const ManifestFile*> files;
  for (const ManifestBundle& bundle : manifest.bundles) {
    files.insert(files.end(), {&bundle.wasm, &bundle.shim, &bundle.loader});
    if (bundle.runner) files.push_back(&*bundle.runner);
  }
  for (const ManifestGuest& guest : manifest.guests) files.push_back(&guest.wasm);
  for (const ManifestAsset& asset : manifest.assets) files.push_back(&asset.file);
  for (const ManifestFile& file : manifest.next) files.push_back(&file);
  return files;
}

std::string to_json(const Manifest& manifest) {
  try {
    return manifest_document(manifest).dump(2) + "\n";
  } catch (const ordered_json::type_error&) {  // 316: the only one that dump() throws
    throw Error("wasmpair.json", "cannot write: a name or the base URL is not valid UTF-8",
                "Use UTF-8 for --name, --base and file names.");
  }
}

}  // namespace wasmpair

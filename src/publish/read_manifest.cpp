#include <fmt/format.h>

#include <string>
#include <vector>

#include "http/url_prefix.h"
#include "publish/asset_name.h"
#include "publish/bundle_name.h"
#include "publish/ledger_name.h"
#include "publish/manifest_fields.h"
#include "publish/manifest_text.h"
#include "publish/read_guests.h"
#include "util/files.h"
#include "util/json_reader.h"
#include "util/text_bytes.h"
#include "wasmpair/error.h"
#include "wasmpair/manifest.h"

namespace wasmpair {
namespace {

constexpr const char* repack = "Give the wasmpair.json that `wasmpair pack` wrote, or pack again.";
constexpr ManifestLimits limits;

void read_go(JsonReader& json, ManifestBundle& bundle) {
  read_fields(json, {{"version", Presence::Optional,
                      [&] { bundle.go_version = read_kind(json, is_version_word, "a version of Go"); }}});
}

void read_source(JsonReader& json, ManifestBundle& bundle) {
  using enum Presence;
  read_fields(json, {{"bytes", Required, [&] { bundle.source_bytes = read_bytes(json); }},
                     {"sha256", Required, [&] { bundle.source_sha256 = read_sha256(json); }}});
}

ManifestBundle read_bundle(JsonReader& json, std::string_view name) {
  using enum Presence;
  expect_no_controls(json, name, "its name");
  if (!is_bundle_name(name)) json.fail("its name is not that of a bundle");
  ManifestBundle bundle;
  bundle.name = name;
  read_fields(json, {{"pair", Required, [&] { bundle.pair = read_sha256(json); }},
                     {"go", Required, [&] { read_go(json, bundle); }},
                     {"source", Required, [&] { read_source(json, bundle); }},
                     {"wasm", Required, [&] { bundle.wasm = read_file_entry(json); }},
                     {"shim", Required, [&] { bundle.shim = read_file_entry(json); }},
                     {"loader", Required, [&] { bundle.loader = read_file_entry(json); }},
                     {"runner", Optional, [&] { bundle.runner = read_file_entry(json); }}});
  return bundle;
}

std::vector<ManifestBundle> read_bundles(JsonReader& json) {
  std::vector<ManifestBundle> bundles;
  json.object([&](std::string_view name) {
    if (bundles.size() == limits.bundles) json.fail(fmt::format("there are more than {}", limits.bundles));
    bundles.push_back(read_bundle(json, name));
  });
  return bundles;
}

ManifestPage read_page(JsonReader& json) {
  using enum Presence;
  ManifestPage page;
  read_fields(json, {{"path", Required, [&] { page.path = read_path(json); }},
                     {"url", Required, [&] { page.url = read_text(json); }},
                     {"type", Required, [&] { page.type = read_media_type(json); }},
                     {"cacheControl", Required, [&] { page.cache_control = read_cache_control(json); }}});
  return page;
}

ManifestAsset read_asset(JsonReader& json) {
  ManifestAsset asset;
  const auto read_name = [&] { asset.name = read_kind(json, is_asset_name, "the name of an asset"); };
  asset.file = read_file_entry(json, {"name", Presence::Required, read_name});
  return asset;
}

ManifestPrevious read_previous(JsonReader& json) {
  using enum Presence;
  ManifestPrevious release;
  read_fields(json, {{"manifest", Required,
                      [&] { release.manifest = read_kind(json, is_ledger_name, "the name of a manifest"); }},
                     {"sha256", Required, [&] { release.sha256 = read_sha256(json); }}});
  if (release.manifest != ledger_name(*parse_sha256(release.sha256))) json.fail("its name is not that of its digest");
  return release;
}

void read_version(JsonReader& json) {
  const std::uint64_t version = json.number();
  if (version == 1) return;
  throw Error(json.place(), fmt::format("is {}, but this program reads version 1", version),
              "Use the wasmpair that wrote it, or a later one.");
}

void read_generator(JsonReader& json, Manifest& manifest) {
  read_fields(json, {{"version", Presence::Required,
                      [&] { manifest.generator_version = read_kind(json, is_version_word, "a version"); }}});
}

/// A URL is a base and the name of a file. base may stand after the URLs, so they are checked at the end.
void expect_url(std::string_view url, std::string_view base, std::string_view name, const std::string& pointer) {
  if (is_url_prefix(base) && is_url_in(base, url)) return;
  throw Error(fmt::format("{}:{}/url", name, pointer),
              fmt::format("is not a version 1 manifest: \"{}\" is not the base and the name of a file", url), repack);
}

void expect_urls_in_base(const Manifest& manifest, std::string_view name) {
  for (const ManifestBundle& bundle : manifest.bundles) {
    const std::string pointer = "/bundles/" + bundle.name;
    expect_url(bundle.wasm.url, manifest.base, name, pointer + "/wasm");
    expect_url(bundle.shim.url, manifest.base, name, pointer + "/shim");
    expect_url(bundle.loader.url, manifest.base, name, pointer + "/loader");
    if (bundle.runner) expect_url(bundle.runner->url, manifest.base, name, pointer + "/runner");
  }
  for (const ManifestGuest& guest : manifest.guests)
    expect_url(guest.wasm.url, manifest.base, name, "/guests/" + guest.name + "/wasm");
  for (std::size_t i = 0; i < manifest.pages.size(); ++i)
    expect_url(manifest.pages[i].url, manifest.base, name, fmt::format("/pages/{}", i));
  for (std::size_t i = 0; i < manifest.assets.size(); ++i)
    expect_url(manifest.assets[i].file.url, manifest.base, name, fmt::format("/assets/{}", i));
  // The next release may have another base.
  for (std::size_t i = 0; i < manifest.next.size(); ++i) {
    const std::string& url = manifest.next[i].url;
    expect_url(url, url.substr(0, url.rfind('/') + 1), name, fmt::format("/next/{}", i));
  }
}

}  // namespace

Manifest read_manifest(std::string_view text, std::string_view name) {
  using enum Presence;
  if (text.size() > manifest_limit)
    throw Error(std::string(name), fmt::format("is not a manifest: it has more than {} bytes", manifest_limit), repack);
  JsonReader json(text, {std::string(name), "is not a version 1 manifest: ", repack});
  Manifest manifest;
  const auto read_pages = [&] { manifest.pages = read_list<ManifestPage>(json, limits.pages, read_page); };
  const auto read_files = [&] { manifest.files = read_list<std::string>(json, limits.files, read_path); };
  const auto read_assets = [&] { manifest.assets = read_list<ManifestAsset>(json, limits.assets, read_asset); };
  const auto read_releases = [&] {
    manifest.previous = read_list<ManifestPrevious>(json, limits.previous, read_previous);
  };
  const auto read_next = [&] {
    manifest.next =
        read_list<ManifestFile>(json, limits.next, [](JsonReader& entry) { return read_file_entry(entry); });
  };
  read_fields(json, {{"version", Required, [&] { read_version(json); }},
                     {"generator", Required, [&] { read_generator(json, manifest); }},
                     {"base", Required, [&] { manifest.base = read_base(json); }},
                     {"bundles", Required, [&] { manifest.bundles = read_bundles(json); }},
                     {"pages", Optional, read_pages},
                     {"guests", Optional, [&] { manifest.guests = read_guests(json); }},
                     {"files", Required, read_files},
                     {"assets", Optional, read_assets},
                     {"previous", Optional, read_releases},
                     {"next", Optional, read_next}});
  json.finish();
  expect_urls_in_base(manifest, name);
  return manifest;
}

Manifest read_manifest_file(const std::string& file) {
  const Bytes json = read_file(file, manifest_limit);
  return read_manifest(text_of(json), file);
}

}  // namespace wasmpair

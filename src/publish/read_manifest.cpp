#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "http/field_syntax.h"
#include "http/url_prefix.h"
#include "publish/manifest_text.h"
#include "util/ascii.h"
#include "util/files.h"
#include "util/json_reader.h"
#include "util/printable.h"
#include "util/text_bytes.h"
#include "util/utf8.h"
#include "wasmpair/digest.h"
#include "wasmpair/error.h"
#include "wasmpair/manifest.h"

namespace wasmpair {
namespace {

constexpr const char* repack = "Give the wasmpair.json that `wasmpair pack` wrote, or pack again.";
constexpr ManifestLimits limits;

bool is_visible(std::string_view text) {
  while (!text.empty()) {
    const std::string_view character = text.substr(0, utf8_sequence(text));
    if (!is_printable(code_point(character))) return false;
    text.remove_prefix(character.size());
  }
  return true;
}

/// subject: "it" or "its name".
void expect_no_controls(const JsonReader& json, std::string_view text, std::string_view subject) {
  if (std::ranges::any_of(text, is_control)) json.fail(fmt::format("{} contains a control character", subject));
}

std::string read_text(JsonReader& json) {
  std::string text = json.text();
  expect_no_controls(json, text, "it");
  if (!is_visible(text)) json.fail("it contains a character that is invisible or turns the direction of writing");
  return text;
}

/// A text of one of the kinds that a manifest has: "a media type".
std::string read_kind(JsonReader& json, bool (*is_kind)(std::string_view), std::string_view kind) {
  std::string text = read_text(json);
  if (text.empty()) json.fail("it is empty");
  if (!is_kind(text)) json.fail(fmt::format("\"{}\" is not {}", text, kind));
  return text;
}

std::string read_media_type(JsonReader& json) { return read_kind(json, is_plain_field_value, "a media type"); }

std::string read_cache_control(JsonReader& json) {
  return read_kind(json, is_plain_field_value, "a value of Cache-Control");
}

/// A size that programs in every language, and sums of a few sizes, can represent.
std::uint64_t read_bytes(JsonReader& json) {
  constexpr std::uint64_t maximum = (std::uint64_t{1} << 53U) - 1;  // of JavaScript's exact numbers
  const std::uint64_t bytes = json.number();
  if (bytes > maximum) json.fail("it is too large a number");
  return bytes;
}

/// A digest: 64 lower-case hex digits.
std::string read_sha256(JsonReader& json) {
  std::string digest = read_text(json);
  if (!parse_sha256(digest)) json.fail("it is not a SHA-256 digest of 64 hex digits");
  return digest;
}

/// A plain file name in the manifest's directory.
std::string read_path(JsonReader& json) { return read_kind(json, is_file_name, "a plain file name"); }

/// A prefix of URLs; empty if they are relative.
std::string read_base(JsonReader& json) {
  std::string base = read_text(json);
  if (!is_url_prefix(base)) json.fail(fmt::format("\"{}\" is not a prefix of URLs", base));
  return base;
}

enum class Presence { Required, Optional };

struct Field {
  std::string_view key;
  Presence presence;
  std::function<void()> read;
};

/// Reads an object with these members; others are skipped.
void read_fields(JsonReader& json, std::initializer_list<Field> fields) {
  std::vector<std::string_view> found;
  json.object([&](std::string_view key) {
    const auto* const field = std::ranges::find(fields, key, &Field::key);
    if (field == fields.end()) return json.skip();
    found.push_back(field->key);
    field->read();
  });
  for (const Field& field : fields)
    if (field.presence == Presence::Required && std::ranges::find(found, field.key) == found.end())
      json.fail(fmt::format("it has no \"{}\"", field.key));
}

/// Reads an array of at most limit elements.
template <typename Value, typename Read>
std::vector<Value> read_list(JsonReader& json, std::size_t limit, const Read& read) {
  std::vector<Value> values;
  json.array([&](std::size_t index) {
    if (index == limit) json.fail(fmt::format("there are more than {}", limit));
    values.push_back(read(json));
  });
  return values;
}

ManifestEncoding read_encoding(JsonReader& json) {
  using enum Presence;
  ManifestEncoding encoding;
  read_fields(json,
              {{"encoding", Required, [&] { encoding.encoding = read_kind(json, is_coding_name, "a content coding"); }},
               {"path", Required, [&] { encoding.path = read_path(json); }},
               {"bytes", Required, [&] { encoding.bytes = read_bytes(json); }},
               {"sha256", Required, [&] { encoding.sha256 = read_sha256(json); }}});
  return encoding;
}

ManifestFile read_file_entry(JsonReader& json) {
  using enum Presence;
  ManifestFile file;
  const auto read_encodings = [&] {
    file.encodings = read_list<ManifestEncoding>(json, limits.encodings, read_encoding);
  };
  read_fields(json, {{"path", Required, [&] { file.path = read_path(json); }},
                     {"url", Required, [&] { file.url = read_text(json); }},
                     {"type", Required, [&] { file.type = read_media_type(json); }},
                     {"bytes", Required, [&] { file.bytes = read_bytes(json); }},
                     {"sha256", Required, [&] { file.sha256 = read_sha256(json); }},
                     {"integrity", Required,
                      [&] { file.integrity = read_kind(json, is_integrity, "an integrity by SHA-384"); }},
                     {"cacheControl", Required, [&] { file.cache_control = read_cache_control(json); }},
                     {"encodings", Required, read_encodings}});
  return file;
}

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
  if (!is_bundle_name(name)) json.fail("its name is not an identifier");
  ManifestBundle bundle;
  bundle.name = name;
  read_fields(json, {{"pair", Required, [&] { bundle.pair = read_sha256(json); }},
                     {"go", Required, [&] { read_go(json, bundle); }},
                     {"source", Required, [&] { read_source(json, bundle); }},
                     {"wasm", Required, [&] { bundle.wasm = read_file_entry(json); }},
                     {"shim", Required, [&] { bundle.shim = read_file_entry(json); }},
                     {"loader", Required, [&] { bundle.loader = read_file_entry(json); }}});
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
  }
  for (std::size_t i = 0; i < manifest.pages.size(); ++i)
    expect_url(manifest.pages[i].url, manifest.base, name, fmt::format("/pages/{}", i));
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
  const auto read_next = [&] { manifest.next = read_list<ManifestFile>(json, limits.next, read_file_entry); };
  read_fields(json, {{"version", Required, [&] { read_version(json); }},
                     {"generator", Required, [&] { read_generator(json, manifest); }},
                     {"base", Required, [&] { manifest.base = read_base(json); }},
                     {"bundles", Required, [&] { manifest.bundles = read_bundles(json); }},
                     {"pages", Optional, read_pages},
                     {"files", Required, read_files},
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

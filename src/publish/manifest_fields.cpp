#include "publish/manifest_fields.h"

#include <fmt/format.h>

#include <algorithm>

#include "http/field_syntax.h"
#include "http/url_prefix.h"
#include "publish/manifest_text.h"
#include "util/ascii.h"
#include "util/printable.h"
#include "util/utf8.h"
#include "wasmpair/digest.h"

namespace wasmpair {
namespace {

constexpr ManifestLimits limits;

bool is_visible(std::string_view text) {
  while (!text.empty()) {
    const std::string_view character = text.substr(0, utf8_sequence(text));
    if (!is_printable(code_point(character))) return false;
    text.remove_prefix(character.size());
  }
  return true;
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

ManifestDictionary read_source_of_delta(JsonReader& json) {
  using enum Presence;
  ManifestDictionary dictionary;
  read_fields(json, {{"path", Required, [&] { dictionary.path = read_path(json); }},
                     {"bytes", Required, [&] { dictionary.bytes = read_bytes(json); }},
                     {"sha256", Required, [&] { dictionary.sha256 = read_sha256(json); }}});
  return dictionary;
}

ManifestDelta read_delta(JsonReader& json) {
  using enum Presence;
  ManifestDelta delta;
  read_fields(json, {{"encoding", Required,
                      [&] { delta.encoding = read_kind(json, is_coding_name, "the name of a content coding"); }},
                     {"path", Required, [&] { delta.path = read_path(json); }},
                     {"bytes", Required, [&] { delta.bytes = read_bytes(json); }},
                     {"sha256", Required, [&] { delta.sha256 = read_sha256(json); }},
                     {"from", Required, [&] { delta.from = read_source_of_delta(json); }}});
  return delta;
}

std::string read_dictionary(JsonReader& json) {
  std::string match;
  read_fields(json, {{"match", Presence::Required,
                      [&] { match = read_kind(json, is_match_pattern, "the pattern of a module's URLs"); }}});
  return match;
}

}  // namespace

void read_fields(JsonReader& json, std::initializer_list<ManifestField> fields) {
  std::vector<std::string_view> found;
  json.object([&](std::string_view key) {
    const auto* const field = std::ranges::find(fields, key, &ManifestField::key);
    if (field == fields.end()) return json.skip();
    found.push_back(field->key);
    field->read();
  });
  for (const ManifestField& field : fields)
    if (field.presence == Presence::Required && std::ranges::find(found, field.key) == found.end())
      json.fail(fmt::format("it has no \"{}\"", field.key));
}

void expect_room(const JsonReader& json, std::size_t index, std::size_t limit) {
  if (index == limit) json.fail(fmt::format("there are more than {}", limit));
}

void expect_no_controls(const JsonReader& json, std::string_view text, std::string_view subject) {
  if (std::ranges::any_of(text, is_control)) json.fail(fmt::format("{} contains a control character", subject));
}

std::string read_text(JsonReader& json) {
  std::string text = json.text();
  expect_no_controls(json, text, "it");
  if (!is_visible(text)) json.fail("it contains a character that is invisible or turns the direction of writing");
  return text;
}

std::string read_kind(JsonReader& json, bool (*is_kind)(std::string_view), std::string_view kind) {
  std::string text = read_text(json);
  if (text.empty()) json.fail("it is empty");
  if (!is_kind(text)) json.fail(fmt::format("\"{}\" is not {}", text, kind));
  return text;
}

std::uint64_t read_bytes(JsonReader& json) {
  constexpr std::uint64_t maximum = (std::uint64_t{1} << 53U) - 1;  // of JavaScript's exact numbers
  const std::uint64_t bytes = json.number();
  if (bytes > maximum) json.fail("it is too large a number");
  return bytes;
}

std::string read_sha256(JsonReader& json) {
  std::string digest = read_text(json);
  if (!parse_sha256(digest)) json.fail("it is not a SHA-256 digest of 64 hex digits");
  return digest;
}

std::string read_path(JsonReader& json) { return read_kind(json, is_file_name, "a plain file name"); }

std::string read_base(JsonReader& json) {
  std::string base = read_text(json);
  if (!is_url_prefix(base)) json.fail(fmt::format("\"{}\" is not a prefix of URLs", base));
  return base;
}

std::string read_media_type(JsonReader& json) { return read_kind(json, is_plain_field_value, "a media type"); }

std::string read_cache_control(JsonReader& json) {
  return read_kind(json, is_plain_field_value, "a value of Cache-Control");
}

ManifestFile read_file_entry(JsonReader& json) {
  return read_file_entry(json, {"", Presence::Optional, [&json] { json.skip(); }});
}

ManifestFile read_file_entry(JsonReader& json, const ManifestField& further) {
  using enum Presence;
  ManifestFile file;
  const auto read_encodings = [&] {
    file.encodings = read_list<ManifestEncoding>(json, limits.encodings, read_encoding);
  };
  const auto read_deltas = [&] { file.deltas = read_list<ManifestDelta>(json, limits.deltas, read_delta); };
  read_fields(json, {further,
                     {"path", Required, [&] { file.path = read_path(json); }},
                     {"url", Required, [&] { file.url = read_text(json); }},
                     {"type", Required, [&] { file.type = read_media_type(json); }},
                     {"bytes", Required, [&] { file.bytes = read_bytes(json); }},
                     {"sha256", Required, [&] { file.sha256 = read_sha256(json); }},
                     {"integrity", Required,
                      [&] { file.integrity = read_kind(json, is_integrity, "an integrity by SHA-384"); }},
                     {"cacheControl", Required, [&] { file.cache_control = read_cache_control(json); }},
                     {"encodings", Required, read_encodings},
                     {"dictionary", Optional, [&] { file.dictionary_match = read_dictionary(json); }},
                     {"deltas", Optional, read_deltas}});
  return file;
}

}  // namespace wasmpair

// Reads the fields that the parts of a manifest share. Each function throws Error, placed at the field, for a value
// that the field cannot have.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "util/json_reader.h"
#include "wasmpair/manifest.h"

namespace wasmpair {

enum class Presence { Required, Optional };

struct ManifestField {
  std::string_view key;
  Presence presence;
  std::function<void()> read;
};

/// Reads an object with these members; others are skipped.
void read_fields(JsonReader& json, std::initializer_list<ManifestField> fields);

/// Throws unless a list may have one more element.
void expect_room(const JsonReader& json, std::size_t index, std::size_t limit);

/// Reads an array of at most limit elements.
template <typename Value, typename Read>
std::vector<Value> read_list(JsonReader& json, std::size_t limit, const Read& read) {
  std::vector<Value> values;
  json.array([&](std::size_t index) {
    expect_room(json, index, limit);
    values.push_back(read(json));
  });
  return values;
}

/// subject: "it" or "its name".
void expect_no_controls(const JsonReader& json, std::string_view text, std::string_view subject);

/// Text without characters that hide or steer a terminal.
std::string read_text(JsonReader& json);

/// A text of one of the kinds that a manifest has: "a media type".
std::string read_kind(JsonReader& json, bool (*is_kind)(std::string_view), std::string_view kind);

/// A size that programs in every language, and sums of a few sizes, can represent.
std::uint64_t read_bytes(JsonReader& json);

/// A digest: 64 lower-case hex digits.
std::string read_sha256(JsonReader& json);

/// A plain file name in the manifest's directory.
std::string read_path(JsonReader& json);

/// A prefix of URLs; empty if they are relative.
std::string read_base(JsonReader& json);

std::string read_media_type(JsonReader& json);
std::string read_cache_control(JsonReader& json);

ManifestFile read_file_entry(JsonReader& json);
/// The same, of an object that has a further field.
ManifestFile read_file_entry(JsonReader& json, const ManifestField& further);

}  // namespace wasmpair

#include "publish/read_guests.h"

#include <fmt/format.h>

#include <limits>

#include "publish/bundle_name.h"
#include "publish/manifest_fields.h"
#include "publish/manifest_text.h"
#include "util/ascii.h"

namespace wasmpair {
namespace {

using enum Presence;

constexpr ManifestLimits manifest_limits;

std::uint32_t read_number(JsonReader& json, std::uint32_t maximum) {
  const std::uint64_t number = json.number();
  if (number > maximum) json.fail(fmt::format("it is larger than {}", maximum));
  return static_cast<std::uint32_t>(number);
}

std::uint32_t read_pages(JsonReader& json) { return read_number(json, 65'536); }

std::uint32_t read_count(JsonReader& json) { return read_number(json, std::numeric_limits<std::int32_t>::max()); }

bool is_convention(std::string_view text) { return text == "handle" || text == "pointer"; }

bool is_kind_of_module(std::string_view text) { return is_coding_name(text); }

ManifestEntry read_entry(JsonReader& json) {
  ManifestEntry entry;
  read_fields(json,
              {{"name", Required, [&] { entry.name = read_text(json); }},
               {"method", Required, [&] { entry.method = read_kind(json, is_identifier, "an identifier"); }},
               {"convention", Required, [&] { entry.convention = read_kind(json, is_convention, "a convention"); }}});
  return entry;
}

void read_memory(JsonReader& json, ManifestGuest& guest) {
  read_fields(json, {{"minPages", Required, [&] { guest.minimum_pages = read_pages(json); }},
                     {"maxPages", Required, [&] { guest.maximum_pages = read_pages(json); }}});
}

void read_source(JsonReader& json, ManifestGuest& guest) {
  read_fields(json, {{"bytes", Required, [&] { guest.source_bytes = read_bytes(json); }},
                     {"sha256", Required, [&] { guest.source_sha256 = read_sha256(json); }}});
}

void read_go(JsonReader& json, ManifestGuest& guest) {
  read_fields(json,
              {{"version", Required, [&] { guest.go_version = read_kind(json, is_version_word, "a version of Go"); }}});
}

ManifestGuest read_guest(JsonReader& json, std::string_view name) {
  expect_no_controls(json, name, "its name");
  if (!is_bundle_name(name)) json.fail("its name is not that of a guest");
  ManifestGuest guest;
  guest.name = name;
  const auto texts = [&](std::size_t limit) { return read_list<std::string>(json, limit, read_text); };
  const auto read_entries = [&] {
    guest.entries = read_list<ManifestEntry>(json, manifest_limits.entries, read_entry);
  };
  const auto read_globals = [&] {
    guest.globals = read_list<std::uint32_t>(json, manifest_limits.globals, read_count);
  };
  read_fields(json, {{"kind", Required, [&] { guest.kind = read_kind(json, is_kind_of_module, "a kind of module"); }},
                     {"go", Optional, [&] { read_go(json, guest); }},
                     {"source", Required, [&] { read_source(json, guest); }},
                     {"wasm", Required, [&] { guest.wasm = read_file_entry(json); }},
                     {"memory", Required, [&] { read_memory(json, guest); }},
                     {"ticks", Required, [&] { guest.ticks = read_count(json); }},
                     {"depth", Required, [&] { guest.depth = read_count(json); }},
                     {"globals", Required, read_globals},
                     {"restorable", Required, [&] { guest.restorable = json.boolean(); }},
                     {"entries", Required, read_entries},
                     {"imports", Required, [&] { guest.imports = texts(manifest_limits.imports); }},
                     {"capabilities", Required, [&] { guest.capabilities = texts(manifest_limits.capabilities); }}});
  return guest;
}

}  // namespace

std::vector<ManifestGuest> read_guests(JsonReader& json) {
  std::vector<ManifestGuest> guests;
  json.object([&](std::string_view name) {
    expect_room(json, guests.size(), manifest_limits.guests);
    guests.push_back(read_guest(json, name));
  });
  return guests;
}

}  // namespace wasmpair

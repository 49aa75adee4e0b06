#include "commands/describe_guest.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "commands/describe.h"
#include "go_package/identifiers.h"
#include "util/printable.h"
#include "wasm/read_sections.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

constexpr std::string_view global_prefix = "wasmpair.g";

/// Every N of the exports "wasmpair.gN".
std::vector<std::uint32_t> exported_globals(const Module& module) {
  std::vector<std::uint32_t> numbers;
  for (const Export& exported : module.exports) {
    if (!exported.name.starts_with(global_prefix)) continue;
    const std::string_view digits = exported.name.substr(global_prefix.size());
    std::from_chars(digits.data(), digits.data() + digits.size(), numbers.emplace_back());
  }
  return numbers;
}

std::string method_of(const GuestEntry& entry, const std::vector<EntryMethod>& methods) {
  const auto named = std::ranges::find(methods, entry.name, &EntryMethod::entry);
  return named == methods.end() ? method_name_from(entry.name) : named->method;
}

void expect_method(const std::vector<ManifestEntry>& before, const ManifestEntry& entry) {
  const std::string shown = printable(entry.name);
  if (shown != entry.name)
    throw Error("", fmt::format("the export '{}' cannot be an entry", shown), "Rename it: use visible characters.");
  const std::string advice = fmt::format("Name its method: --entry {}=Method. Choose the entries with --entry.", shown);
  if (!is_method_name(entry.method))
    throw Error(
        "", fmt::format("the export '{}' cannot be called {} in Go", shown, printable(entry.method)),
        "Methods have letters and digits, start with a capital letter, and are none of the host's own.\n" + advice);
  const auto other = std::ranges::find(before, entry.method, &ManifestEntry::method);
  if (other != before.end())
    throw Error("", fmt::format("the exports '{}' and '{}' would both be called {}", other->name, shown, entry.method),
                advice);
}

std::vector<ManifestEntry> entries_of(const GuestProof& proof, const std::vector<EntryMethod>& methods) {
  std::vector<ManifestEntry> entries;
  for (const GuestEntry& entry : proof.entries) {
    ManifestEntry described{std::string(entry.name), method_of(entry, methods), name(entry.convention)};
    expect_method(entries, described);
    entries.push_back(std::move(described));
  }
  return entries;
}

}  // namespace

ManifestGuest describe_guest(const GuestCandidate& guest, const Asset& rewritten, const PackGuestRequest& request) {
  const Module published = read_sections(rewritten.content, rewritten.path).module;
  ManifestGuest described;
  described.name = request.name;
  described.kind = name(guest.module.kind);
  described.go_version = guest.module.go_version ? guest.module.go_version->text : "";
  described.source_bytes = guest.source.content().size();
  described.source_sha256 = sha256(guest.source.content()).hex();
  described.wasm = describe_file(rewritten, "");
  described.minimum_pages = static_cast<std::uint32_t>(published.memory->minimum_pages);
  described.maximum_pages = static_cast<std::uint32_t>(published.memory->maximum_pages.value());
  described.ticks = request.metering == Metering::Metered ? static_cast<std::uint32_t>(request.interval) : 0;
  described.depth = static_cast<std::uint32_t>(request.depth_limit);
  described.globals = exported_globals(published);
  described.restorable = guest.proof.other_state.empty();
  described.entries = entries_of(guest.proof, request.methods);
  for (const Import& import : guest.module.imports)
    described.imports.push_back(fmt::format("{}.{}", import.module, import.name));
  for (const CapabilityUse& use : guest.proof.capabilities) described.capabilities.emplace_back(name(use.capability));
  return described;
}

}  // namespace wasmpair

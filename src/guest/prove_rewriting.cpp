#include "guest/prove_rewriting.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string_view>
#include <vector>

#include "guest/guest_sections.h"
#include "guest/prove_bodies.h"
#include "guest/refusals.h"
#include "guest/renumbering.h"
#include "wasm/instruction_walk.h"
#include "wasm/read_sections.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

/// The payload of a section; empty if it is absent.
ByteView payload(const Module& module, SectionId id) {
  const Section* section = module.find_section(id);
  return section == nullptr ? ByteView() : module.bytes.subspan(section->payload_offset, section->payload_bytes);
}

bool are_equal(ByteView a, ByteView b) { return std::ranges::equal(a, b); }

bool are_equal(const FunctionType& a, const FunctionType& b) {
  return are_equal(a.parameters, b.parameters) && are_equal(a.results, b.results);
}

void prove_sections(const Module& original, const Module& rewritten) {
  for (const SectionId id : {SectionId::Tag, SectionId::DataCount, SectionId::Data})
    require_same(are_equal(payload(original, id), payload(rewritten, id)), rewritten, name(id));
}

using Renumber = Bytes (*)(ByteReader payload, const FunctionRenumbering& renumbering);

/// The payload of a section with other indices of functions; empty if it is absent.
Bytes renumbered(const Module& module, SectionId id, Renumber renumber, const FunctionRenumbering& renumbering) {
  const ByteView bytes = payload(module, id);
  return bytes.empty() ? Bytes() : renumber(ByteReader(bytes, {module.file, report_advice}), renumbering);
}

/// Sections that refer to functions.
void prove_references(const Module& original, const Module& rewritten, const FunctionRenumbering& renumbering) {
  const Bytes start = renumbered(original, SectionId::Start, renumber_start, renumbering);
  require_same(are_equal(start, payload(rewritten, SectionId::Start)), rewritten, "start");
  const Bytes elements = renumbered(original, SectionId::Element, renumber_elements, renumbering);
  require_same(are_equal(elements, payload(rewritten, SectionId::Element)), rewritten, "element");
}

/// Two globals follow those of the original.
void prove_globals(const Module& original, const Module& rewritten, const FunctionRenumbering& renumbering) {
  Bytes globals = renumbered(original, SectionId::Global, renumber_globals, renumbering);
  if (globals.empty()) globals.push_back(0);
  ByteReader before(globals, {original.file, report_advice});
  ByteReader after(payload(rewritten, SectionId::Global), {rewritten.file, report_advice});
  const std::uint32_t count = before.unsigned32("number of globals");
  require_same(after.unsigned32("number of globals") == count + 2, rewritten, "globals");
  const std::size_t size = before.remaining();
  require_same(after.remaining() > size, rewritten, "globals");
  require_same(are_equal(before.bytes(size, "globals"), after.bytes(size, "globals")), rewritten, "globals");
}

void prove_types(const Module& original, const Module& rewritten) {
  const bool has_types = rewritten.types.size() >= original.types.size() &&
                         std::equal(original.types.begin(), original.types.end(), rewritten.types.begin(),
                                    [](const FunctionType& a, const FunctionType& b) { return are_equal(a, b); });
  require_same(has_types, rewritten, "types");
  const std::vector<std::uint32_t>& functions = original.function_types;
  const std::size_t added = functions.empty() ? 0 : 1;
  require_same(rewritten.function_types.size() == functions.size() + added &&
                   std::equal(functions.begin(), functions.end(), rewritten.function_types.begin()),
               rewritten, "types of functions");
}

void prove_imports(const Module& original, const Module& rewritten, std::uint32_t added) {
  const auto same = [](const Import& a, const Import& b) {
    return a.module == b.module && a.name == b.name && a.kind == b.kind && a.type_index == b.type_index;
  };
  require_same(rewritten.imports.size() == original.imports.size() + added &&
                   std::equal(original.imports.begin(), original.imports.end(), rewritten.imports.begin(), same),
               rewritten, "imports");
  if (added == 0) return;
  const Import& last = rewritten.imports.back();
  require_same(last.module == yield_module && last.name == yield_name, rewritten, "imports");
}

void prove_exports(const Module& original, const Module& rewritten, const FunctionRenumbering& renumbering) {
  const auto same = [&](const Export& a, const Export& b) {
    const std::uint32_t index = a.kind == ExternalKind::Function ? renumbering(a.index) : a.index;
    return a.name == b.name && a.kind == b.kind && index == b.index;
  };
  const bool has_exports =
      rewritten.exports.size() >= original.exports.size() &&
      std::equal(original.exports.begin(), original.exports.end(), rewritten.exports.begin(), same);
  require_same(has_exports, rewritten, "exports");
  const auto is_ours = [](const Export& exported) {
    return exported.kind == ExternalKind::Global && exported.name.starts_with(reserved_prefix);
  };
  require_same(std::all_of(rewritten.exports.begin() + static_cast<std::ptrdiff_t>(original.exports.size()),
                           rewritten.exports.end(), is_ours),
               rewritten, "exports");
}

/// Each table that the module defines has a maximum.
void prove_tables(const IndexSpaces& original, const IndexSpaces& rewritten, const Module& module) {
  const std::span<const TableType> before = std::span(original.tables).subspan(original.imported_tables);
  require_same(
      rewritten.imported_tables == original.imported_tables && rewritten.tables.size() == original.tables.size(),
      module, "table");
  const std::vector<std::uint64_t> maxima = bounded_maxima(before);
  for (std::size_t i = 0; i < before.size(); ++i) {
    const TableType& after = rewritten.tables[original.imported_tables + i];
    require_same(after.element == before[i].element && after.limits.minimum == before[i].limits.minimum &&
                     after.limits.maximum == maxima[i],
                 module, "table");
  }
}

void prove_memory(const Module& original, const Module& rewritten) {
  require_same(original.memory.has_value() == rewritten.memory.has_value(), rewritten, "memory");
  if (!original.memory) return;
  require_same(original.memory->minimum_pages == rewritten.memory->minimum_pages, rewritten, "memory");
  require_same(rewritten.memory->maximum_pages.has_value(), rewritten, "memory");
}

Module read_rewritten(const Module& original, ByteView rewritten) {
  try {
    return read_module(rewritten, original.file + " (rewritten)");
  } catch (const Error& error) {
    throw Error(error.place(), fmt::format("internal error: the rewritten guest is invalid: {}", error.problem()),
                std::string(report_advice));
  }
}

}  // namespace

void prove_rewriting(const Module& original, ByteView rewritten_bytes, Metering metering) {
  const Module rewritten = read_rewritten(original, rewritten_bytes);
  const std::uint32_t imported = imported_functions(original);
  const FunctionRenumbering renumbering{imported, imported_functions(rewritten) - imported};
  prove_sections(original, rewritten);
  prove_references(original, rewritten, renumbering);
  prove_globals(original, rewritten, renumbering);
  prove_types(original, rewritten);
  prove_imports(original, rewritten, renumbering.by);
  prove_exports(original, rewritten, renumbering);
  prove_memory(original, rewritten);
  const IndexSpaces spaces = read_sections(original.bytes, original.file).bodies.spaces;
  prove_tables(spaces, read_sections(rewritten.bytes, rewritten.file).bodies.spaces, rewritten);
  prove_bodies(original, rewritten, renumbering, static_cast<std::uint32_t>(spaces.globals.size()), metering);
}

}  // namespace wasmpair

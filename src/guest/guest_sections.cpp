#include "guest/guest_sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

#include "guest/forward_jumps.h"
#include "guest/guest_checks.h"
#include "guest/opcodes.h"
#include "guest/refusals.h"
#include "util/leb128.h"
#include "wasm/limits.h"
#include "wasm/module_reader.h"
#include "wasm/read_sections.h"

namespace wasmpair {
namespace {

constexpr std::string_view name_section = "name";

/// The flags of limits that have a maximum (specification 2.0, 5.3.6).
constexpr std::uint8_t has_maximum = 1;

void append(Bytes& out, ByteView bytes) { out.insert(out.end(), bytes.begin(), bytes.end()); }

void append_name(Bytes& out, std::string_view name) {
  append_unsigned(out, name.size());
  out.insert(out.end(), name.begin(), name.end());
}

/// The most items that engines accept in a section to which some are added.
std::uint32_t most_items(SectionId id) {
  switch (id) {
    case SectionId::Type:
      return limits::types.maximum;
    case SectionId::Import:
      return limits::imports.maximum;
    case SectionId::Global:
      return limits::globals.maximum;
    case SectionId::Export:
      return limits::exports.maximum;
    default:
      return limits::functions.maximum;
  }
}

/// The index of the imported function sched_yield, if the module imports it.
std::optional<std::uint32_t> find_sched_yield(const Module& module) {
  std::uint32_t index = 0;
  for (const Import& import : module.imports) {
    if (import.kind != ExternalKind::Function) continue;
    if (import.module == yield_module && import.name == yield_name) return index;
    ++index;
  }
  return std::nullopt;
}

/// global := 0x7f 0x01 value     a mutable i32
void append_global(Bytes& out, std::int32_t value) {
  constexpr std::uint8_t variable = 1;
  append(out, Bytes{opcode::i32, variable, opcode::i32_const});
  append_signed(out, value);
  out.push_back(opcode::end);
}

/// export := name kind index:u32
void append_global_export(Bytes& out, std::string_view name, std::uint32_t index) {
  append_name(out, std::string(reserved_prefix).append(name));
  out.push_back(static_cast<std::uint8_t>(ExternalKind::Global));
  append_unsigned(out, index);
}

}  // namespace

std::vector<std::uint64_t> bounded_maxima(std::span<const TableType> tables) {
  std::vector<std::uint64_t> maxima;
  std::uint64_t elements = 0;
  for (const TableType& table : tables) {
    maxima.push_back(table.limits.maximum.value_or(table.limits.minimum));
    elements += maxima.back();
  }
  if (elements > most_table_elements)
    std::ranges::transform(tables, maxima.begin(), [](const TableType& table) { return table.limits.minimum; });
  return maxima;
}

GuestSections::GuestSections(const Module& module, const GuestRewriting& rewriting)
    : module_(module),
      rewriting_(rewriting),
      spaces_(read_sections(module.bytes, module.file).bodies.spaces),
      plans_(plan_functions(module)),
      types_(module) {
  const std::optional<std::uint32_t> sched_yield = find_sched_yield(module);
  renumbering_ = {.first_moved = plans_.imported, .by = sched_yield || !has_functions() ? 0U : 1U};
  indices_.meter = static_cast<std::uint32_t>(spaces_.globals.size());
  indices_.depth = indices_.meter + 1;
  indices_.sched_yield = sched_yield.value_or(plans_.imported);
  indices_.give_way = plans_.imported + renumbering_.by + static_cast<std::uint32_t>(plans_.defined.size());
  if (!has_functions()) return;
  if (adds_import()) yield_type_ = types_.without_parameters(Bytes{opcode::i32});
  give_way_type_ = types_.without_parameters({});
  rewrite_code();
  const Section* names = module.find_custom(name_section);
  if (adds_import() && names != nullptr) names_ = renumber_names(reader(*names), renumbering_);
}

std::optional<Bytes> GuestSections::payload(SectionId id) const {
  const bool is_present = module_.find_section(id) != nullptr;
  switch (id) {
    case SectionId::Type:
      return types();
    case SectionId::Import:
      return imports();
    case SectionId::Function:
      return functions();
    case SectionId::Table:
      return tables();
    case SectionId::Memory:
      return memories();
    case SectionId::Global:
      return globals();
    case SectionId::Export:
      return exports();
    case SectionId::Start:
      return adds_import() && is_present ? std::optional(renumber_start(reader(id), renumbering_)) : std::nullopt;
    case SectionId::Element:
      return adds_import() && is_present ? std::optional(renumber_elements(reader(id), renumbering_)) : std::nullopt;
    case SectionId::Code:
      return has_functions() ? std::optional(code_) : std::nullopt;
    default:
      return std::nullopt;
  }
}

/// Custom sections whose content would be wrong: what refers to code by its offsets, or to functions by old indices.
bool GuestSections::drops(const Section& custom) const {
  const std::string_view name = custom.custom_name;
  if (name == name_section)
    return rewriting_.names == Names::Drop ||
           (adds_import() && (!names_ || custom.offset != module_.find_custom(name)->offset));
  return name.starts_with(".debug_") || name.starts_with("reloc.") || name.starts_with("metadata.code.") ||
         name == "sourceMappingURL" || name == "external_debug_info";
}

std::optional<Bytes> GuestSections::custom_payload(const Section& custom) const {
  return custom.custom_name == name_section ? names_ : std::nullopt;
}

void GuestSections::rewrite_code() {
  const GuestCode code(indices_, rewriting_);
  BodyRewriter bodies(plans_, code, renumbering_);
  JumpShortener jumps;
  code_.reserve(module_.find_section(SectionId::Code)->payload_bytes / 4 * 5);
  append_unsigned(code_, plans_.defined.size() + 1);
  for (const FunctionBody& body : FunctionBodies(module_)) {
    const FunctionPlan& plan = plans_[body.function];
    bodies.rewrite(jumps.shorten(body),
                   plan.counts_depth ? types_.block_type(module_.types[plan.type].results) : Bytes(), code_);
  }
  const Bytes give_way = code.give_way_body();
  append_unsigned(code_, give_way.size());
  append(code_, give_way);
}

std::optional<Bytes> GuestSections::types() const {
  if (types_.added() == 0) return std::nullopt;
  return with_items(SectionId::Type, types_.added(), types_.added_bytes());
}

std::optional<Bytes> GuestSections::imports() const {
  if (!adds_import()) return std::nullopt;
  Bytes import;
  append_name(import, yield_module);
  append_name(import, yield_name);
  import.push_back(static_cast<std::uint8_t>(ExternalKind::Function));
  append_unsigned(import, yield_type_);
  return with_items(SectionId::Import, 1, import);
}

std::optional<Bytes> GuestSections::functions() const {
  if (!has_functions()) return std::nullopt;
  Bytes function;
  append_unsigned(function, give_way_type_);
  return with_items(SectionId::Function, 1, function);
}

/// tables := count (element 0x01 minimum:u32 maximum:u32)*
std::optional<Bytes> GuestSections::tables() const {
  if (module_.find_section(SectionId::Table) == nullptr) return std::nullopt;
  const std::span<const TableType> defined = std::span(spaces_.tables).subspan(spaces_.imported_tables);
  const std::vector<std::uint64_t> maxima = bounded_maxima(defined);
  Bytes payload;
  append_unsigned(payload, defined.size());
  for (std::size_t i = 0; i < defined.size(); ++i) {
    const TableType& table = defined[i];
    payload.push_back(static_cast<std::uint8_t>(table.element));
    payload.push_back(has_maximum);
    append_unsigned(payload, table.limits.minimum);
    append_unsigned(payload, maxima[i]);
  }
  return payload;
}

/// memories := 1 0x01 minimum:u32 maximum:u32
std::optional<Bytes> GuestSections::memories() const {
  const std::optional<MemoryLimits>& memory = module_.memory;
  if (!memory || memory->maximum_pages.value_or(rewriting_.maximum_pages + 1) <= rewriting_.maximum_pages)
    return std::nullopt;
  Bytes payload{1, has_maximum};
  append_unsigned(payload, memory->minimum_pages);
  append_unsigned(payload, rewriting_.maximum_pages);
  return payload;
}

Bytes GuestSections::globals() const {
  Bytes added;
  append_global(added, rewriting_.interval);
  append_global(added, 0);
  return with_items(SectionId::Global, 2, added);
}

Bytes GuestSections::exports() const {
  Bytes added;
  std::uint32_t count = 2;
  append_global_export(added, "meter", indices_.meter);
  append_global_export(added, "depth", indices_.depth);
  for (std::uint32_t i = spaces_.imported_globals; i < spaces_.globals.size(); ++i) {
    if (spaces_.globals[i].mutability == Mutability::Constant) continue;
    append_global_export(added, fmt::format("g{}", i), i);
    ++count;
  }
  return with_items(SectionId::Export, count, added);
}

ByteReader GuestSections::reader(const Section& section) const {
  ByteReader file = module_reader(module_.bytes, module_.file);
  file.bytes(section.payload_offset, "sections before it");
  return file.region(section.payload_bytes, "section content", "the section");
}

Bytes GuestSections::with_items(SectionId id, std::uint32_t count, ByteView items) const {
  Bytes renumbered;
  if (module_.find_section(id) == nullptr) {
    append_unsigned(renumbered, 0);
  } else if (adds_import() && id == SectionId::Global) {
    renumbered = renumber_globals(reader(id), renumbering_);
  } else if (adds_import() && id == SectionId::Export) {
    renumbered = renumber_exports(reader(id), renumbering_);
  }
  ByteReader payload = renumbered.empty() ? reader(id) : ByteReader(renumbered, {});
  const std::uint32_t before = payload.unsigned32("number of items");
  const std::uint64_t after = std::uint64_t{before} + count;
  const Section* section = module_.find_section(id);
  require_room(module_, section == nullptr ? 0 : section->offset, fmt::format("{}s", name(id)), after, most_items(id));
  Bytes all;
  append_unsigned(all, after);
  append(all, payload.bytes(payload.remaining(), "items"));
  append(all, items);
  return all;
}

}  // namespace wasmpair

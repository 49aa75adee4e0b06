#include "wasmpair/module.h"

#include <algorithm>

namespace wasmpair {
namespace {

template <typename Range, typename Predicate>
auto first(const Range& range, Predicate predicate) -> decltype(&*range.begin()) {
  const auto found = std::find_if(range.begin(), range.end(), predicate);
  return found == range.end() ? nullptr : &*found;
}

/// The type of the import that is the index-th imported function, or null.
const FunctionType* imported_function_type(const Module& module, std::uint32_t index) {
  for (const Import& import : module.imports) {
    if (import.kind != ExternalKind::Function) continue;
    if (index == 0) return import.type_index < module.types.size() ? &module.types[import.type_index] : nullptr;
    --index;
  }
  return nullptr;
}

}  // namespace

const char* name(ExternalKind kind) {
  switch (kind) {
    case ExternalKind::Function:
      return "function";
    case ExternalKind::Table:
      return "table";
    case ExternalKind::Memory:
      return "memory";
    case ExternalKind::Global:
      return "global";
    case ExternalKind::Tag:
      return "tag";
  }
  return "unknown";
}

const char* name(VersionPlace place) { return place == VersionPlace::Data ? "data" : "custom-section"; }

const Section* Module::find_section(SectionId id) const {
  return first(sections, [&](const Section& section) { return section.id == id; });
}

const Section* Module::find_custom(std::string_view custom_name) const {
  return first(sections, [&](const Section& section) {
    return section.id == SectionId::Custom && section.custom_name == custom_name;
  });
}

const Export* Module::find_export(std::string_view export_name) const {
  return first(exports, [&](const Export& exported) { return exported.name == export_name; });
}

const FunctionType* Module::function_type(const Export& exported) const {
  if (exported.kind != ExternalKind::Function) return nullptr;
  const auto imported = static_cast<std::size_t>(std::count_if(
      imports.begin(), imports.end(), [](const Import& import) { return import.kind == ExternalKind::Function; }));
  if (exported.index < imported) return imported_function_type(*this, exported.index);
  const std::size_t defined = exported.index - imported;
  if (defined >= function_types.size() || function_types[defined] >= types.size()) return nullptr;
  return &types[function_types[defined]];
}

}  // namespace wasmpair

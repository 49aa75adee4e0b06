#include "wasm/sections.h"

#include <algorithm>

namespace wasmpair {
namespace {

constexpr SectionRule rules[] = {
    {SectionId::Type, "type", "the type section", read_type_section},
    {SectionId::Import, "import", "the import section", read_import_section},
    {SectionId::Function, "function", "the function section", read_function_section},
    {SectionId::Table, "table", "the table section", read_table_section},
    {SectionId::Memory, "memory", "the memory section", read_memory_section},
    {SectionId::Tag, "tag", "the tag section", read_tag_section},
    {SectionId::Global, "global", "the global section", read_global_section},
    {SectionId::Export, "export", "the export section", read_export_section},
    {SectionId::Start, "start", "the start section", read_start_section},
    {SectionId::Element, "element", "the element section", read_element_section},
    {SectionId::DataCount, "data count", "the data count section", read_data_count_section},
    {SectionId::Code, "code", "the code section", read_code_section},
    {SectionId::Data, "data", "the data section", read_data_section},
};

}  // namespace

std::span<const SectionRule> section_rules() { return rules; }

const char* name(SectionId id) {
  const auto* rule = std::find_if(std::begin(rules), std::end(rules), [&](const SectionRule& r) { return r.id == id; });
  return rule == std::end(rules) ? "custom" : rule->name;
}

}  // namespace wasmpair

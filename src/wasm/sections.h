// Readers for the sections of a module (WebAssembly Core Specification 2.0, 5.5).
#pragma once

#include <span>

#include "util/byte_reader.h"
#include "wasm/draft.h"

namespace wasmpair {

/// Each reads a section's payload to its end into the draft, validates it, and throws Error if it is malformed or
/// invalid.
void read_type_section(ByteReader reader, ModuleDraft& draft);
void read_import_section(ByteReader reader, ModuleDraft& draft);
void read_function_section(ByteReader reader, ModuleDraft& draft);
void read_table_section(ByteReader reader, ModuleDraft& draft);
void read_memory_section(ByteReader reader, ModuleDraft& draft);
void read_tag_section(ByteReader reader, ModuleDraft& draft);
void read_global_section(ByteReader reader, ModuleDraft& draft);
void read_export_section(ByteReader reader, ModuleDraft& draft);
void read_start_section(ByteReader reader, ModuleDraft& draft);
void read_element_section(ByteReader reader, ModuleDraft& draft);
void read_code_section(ByteReader reader, ModuleDraft& draft);
void read_data_section(ByteReader reader, ModuleDraft& draft);
void read_data_count_section(ByteReader reader, ModuleDraft& draft);

/// A kind of section other than custom.
struct SectionRule {
  SectionId id;
  const char* name;   ///< As the specification calls it.
  const char* title;  ///< For messages.
  void (*read)(ByteReader reader, ModuleDraft& draft);
};

/// The kinds of sections, in the order that the specification requires (5.5.16).
std::span<const SectionRule> section_rules();

}  // namespace wasmpair

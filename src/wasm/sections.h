// What each section of a module holds (WebAssembly Core Specification 2.0, 5.5).
#pragma once

#include <span>

#include "util/byte_reader.h"
#include "wasm/draft.h"

namespace wasmpair {

/// Readers of a section's payload. Each puts what it reads into the draft, reads to the payload's end, and throws Error
/// for malformed bytes.
void read_type_section(ByteReader reader, ModuleDraft& draft);
void read_import_section(ByteReader reader, ModuleDraft& draft);
void read_function_section(ByteReader reader, ModuleDraft& draft);
void read_memory_section(ByteReader reader, ModuleDraft& draft);
void read_export_section(ByteReader reader, ModuleDraft& draft);
void read_start_section(ByteReader reader, ModuleDraft& draft);
void read_code_section(ByteReader reader, ModuleDraft& draft);
void read_data_section(ByteReader reader, ModuleDraft& draft);
void read_data_count_section(ByteReader reader, ModuleDraft& draft);

/// One sort of section other than custom ones.
struct SectionRule {
  SectionId id;
  const char* name;                                     ///< As the specification calls it.
  const char* title;                                    ///< For messages.
  void (*read)(ByteReader reader, ModuleDraft& draft);  ///< Null where wasmpair looks at the size alone.
};

/// The sorts of sections, in the order in which the specification wants them (5.5.16).
std::span<const SectionRule> section_rules();

}  // namespace wasmpair

// The types in imports and definitions: type indices, limits, and the types of tables, globals and tags.
#pragma once

#include "util/byte_reader.h"
#include "wasm/draft.h"

namespace wasmpair {

/// Reads a type index. Throws Error if the module has no such type.
std::uint32_t read_type_index(ByteReader& reader, const ModuleDraft& draft, std::string_view field);

/// Reads the limits of a memory or a table (WebAssembly Core Specification 3.0, 5.3.12; the flag of shared memories
/// comes from the threads proposal).
MemoryLimits read_limits(ByteReader& reader, std::string_view field);

/// Skips the type of a table, a global or a tag.
void skip_table_type(ByteReader& reader, std::string_view field);
void skip_global_type(ByteReader& reader, std::string_view field);
void skip_tag_type(ByteReader& reader, const ModuleDraft& draft, std::string_view field);

}  // namespace wasmpair

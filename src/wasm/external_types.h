// The types in imports and definitions: type indices, limits, and the types of tables, memories, globals and tags.
#pragma once

#include "util/byte_reader.h"
#include "wasm/draft.h"

namespace wasmpair {

/// Reads a type index. Throws Error if the module has no such type.
std::uint32_t read_type_index(ByteReader& reader, const ModuleDraft& draft, std::string_view field);

/// Each reads a type (WebAssembly Core Specification 3.0, 5.3.11 to 5.3.17; shared memories come from the threads
/// proposal, page sizes from theirs), and throws Error if it is malformed, invalid or above a limit of browsers.
MemoryLimits read_memory_type(ByteReader& reader, ModuleDraft& draft, std::string_view field);
TableType read_table_type(ByteReader& reader, ModuleDraft& draft, std::string_view field);
GlobalType read_global_type(ByteReader& reader, ModuleDraft& draft, std::string_view field);
void read_tag_type(ByteReader& reader, ModuleDraft& draft, std::string_view field);
Mutability read_mutability(ByteReader& reader, std::string_view field);

}  // namespace wasmpair

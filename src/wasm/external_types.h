// What imports and definitions say of the things they stand for: limits, and numbers of types.
#pragma once

#include "util/byte_reader.h"
#include "wasm/draft.h"

namespace wasmpair {

/// Reads the number of a type. Throws Error unless there is such a type.
std::uint32_t read_type_index(ByteReader& reader, const ModuleDraft& draft, std::string_view field);

/// Reads the limits of a memory or a table (WebAssembly Core Specification 3.0, 5.3.12; the flag of shared memories is
/// of the threads proposal).
MemoryLimits read_limits(ByteReader& reader, std::string_view field);

/// Steps over the type of a table, a global or a tag.
void skip_table_type(ByteReader& reader, std::string_view field);
void skip_global_type(ByteReader& reader, std::string_view field);
void skip_tag_type(ByteReader& reader, const ModuleDraft& draft, std::string_view field);

}  // namespace wasmpair

// Value types: the types of parameters and results (WebAssembly Core Specification 3.0, 5.3.5).
#pragma once

#include <string>

#include "util/byte_reader.h"

namespace wasmpair {

/// Whether wasmpair knows a type.
enum class Known { Yes, No };

/// Skips one value type. Known::No for a byte that the format reserves for types but wasmpair does not know; the size
/// of the type is then unknown. Throws Error for a byte that cannot start a type.
Known skip_value_type(ByteReader& reader, std::string_view field);

/// True for a byte that the format reserves for types: a negative number in signed LEB128 of seven bits.
bool is_type_byte(std::uint8_t byte);

}  // namespace wasmpair

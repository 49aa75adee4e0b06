// Writes integers in LEB128, in the fewest bytes (WebAssembly Core Specification 2.0, 5.2.2; DWARF 5, 7.6).
#pragma once

#include <cstddef>
#include <cstdint>

#include "wasmpair/bytes.h"

namespace wasmpair {

/// The encoded size of value in bytes, 1 to 5.
std::size_t unsigned_size(std::uint32_t value);
std::size_t signed_size(std::int32_t value);

void append_unsigned(Bytes& bytes, std::uint64_t value);
void append_signed(Bytes& bytes, std::int32_t value);

}  // namespace wasmpair

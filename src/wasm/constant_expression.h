// Constant expressions: the short programs that give a segment its address.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "util/byte_reader.h"

namespace wasmpair {

/// Reads an expression including its `end` (WebAssembly Core Specification 2.0, 3.3.10 and 5.4.9; sums and
/// products come from 3.0). The address if the expression is `i32.const N end`, nothing for any other expression.
/// Throws Error for an instruction that cannot be part of an address.
std::optional<std::uint32_t> read_address(ByteReader& reader, std::string_view field);

}  // namespace wasmpair

// Hexadecimal text.
#pragma once

#include <cstddef>
#include <string>

#include "wasmpair/bytes.h"

namespace wasmpair {

/// Lower-case hex, two digits per byte.
std::string to_hex(ByteView bytes);

/// A byte offset in the format of messages: 31 -> "0x1f".
std::string hex_offset(std::size_t offset);

}  // namespace wasmpair

// Byte sequences: owned and viewed.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace wasmpair {

/// An owned sequence of bytes.
using Bytes = std::vector<std::uint8_t>;

/// A view of bytes owned elsewhere.
using ByteView = std::span<const std::uint8_t>;

}  // namespace wasmpair

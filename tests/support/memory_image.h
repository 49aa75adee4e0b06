// The contents of a module's memory when it starts, computed byte by byte and independently of the code under test.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "wasmpair/module.h"

namespace wasmpair::testing {

/// The nonzero bytes by address.
using MemoryImage = std::map<std::uint64_t, std::uint8_t>;

/// Reads numbers and bytes from a data section that is known to be well-formed.
class SegmentCursor {
 public:
  explicit SegmentCursor(ByteView bytes) : bytes_(bytes) {}

  std::uint8_t byte() {
    const std::uint8_t first = bytes_.front();
    bytes_ = bytes_.subspan(1);
    return first;
  }

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
      const std::uint8_t group = byte();
      value |= static_cast<std::uint64_t>(group & 0x7f) << shift;
      if (group < 0x80) return value;
    }
  }

  /// The address of `i32.const N end`; nothing if there is another expression, and then the cursor is invalid.
  std::optional<std::uint32_t> address() {
    if (byte() != 0x41) return std::nullopt;
    std::uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
      const std::uint8_t group = byte();
      value |= static_cast<std::uint64_t>(group & 0x7f) << shift;
      if (group >= 0x80) continue;
      if (group >= 0x40 && shift < 28) value |= ~std::uint64_t{0} << (shift + 7);
      break;
    }
    if (byte() != 0x0b) return std::nullopt;
    return static_cast<std::uint32_t>(value);
  }

 private:
  ByteView bytes_;
};

/// The image of memory 0; nothing if it depends on anything besides the data section.
inline std::optional<MemoryImage> memory_image(const Module& module) {
  MemoryImage image;
  const Section* section = module.find_section(SectionId::Data);
  if (!section) return image;
  SegmentCursor cursor(module.bytes.subspan(section->payload_offset, section->payload_bytes));
  for (std::uint64_t left = cursor.number(); left > 0; --left) {
    const std::uint64_t flags = cursor.number();
    if (flags == 1 || (flags == 2 && cursor.number() != 0)) return std::nullopt;
    std::optional<std::uint32_t> address = cursor.address();
    if (!address) return std::nullopt;
    std::uint64_t at = *address;
    for (std::uint64_t bytes = cursor.number(); bytes > 0; --bytes, ++at) {
      const std::uint8_t value = cursor.byte();
      if (value == 0)
        image.erase(at);
      else
        image[at] = value;
    }
  }
  return image;
}

}  // namespace wasmpair::testing

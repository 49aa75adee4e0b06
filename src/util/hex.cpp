#include "util/hex.h"

#include <fmt/format.h>

#include <string_view>

namespace wasmpair {

std::string to_hex(ByteView bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (std::uint8_t byte : bytes) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

std::string hex_offset(std::size_t offset) { return fmt::format("{:#x}", offset); }

}  // namespace wasmpair

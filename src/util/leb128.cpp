#include "util/leb128.h"

#include <bit>

namespace wasmpair {
namespace {

std::size_t groups_of_seven(std::size_t bits) { return (bits + 6) / 7; }

std::size_t bits_of(std::uint32_t value) { return static_cast<std::size_t>(std::bit_width(value)); }

}  // namespace

std::size_t unsigned_size(std::uint32_t value) { return groups_of_seven(value == 0 ? 1 : bits_of(value)); }

std::size_t signed_size(std::int32_t value) {
  // The bits of the magnitude, plus one for the sign.
  return groups_of_seven(bits_of(static_cast<std::uint32_t>(value < 0 ? ~value : value)) + 1);
}

void append_unsigned(Bytes& bytes, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) bytes.push_back(static_cast<std::uint8_t>(value | 0x80));
  bytes.push_back(static_cast<std::uint8_t>(value));
}

void append_signed(Bytes& bytes, std::int32_t value) {
  for (std::size_t left = signed_size(value); left > 1; --left, value >>= 7)
    bytes.push_back(static_cast<std::uint8_t>((value & 0x7f) | 0x80));
  bytes.push_back(static_cast<std::uint8_t>(value & 0x7f));
}

}  // namespace wasmpair

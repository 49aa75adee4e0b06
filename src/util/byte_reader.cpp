#include "util/byte_reader.h"

#include <fmt/format.h>

#include "util/counts.h"
#include "util/hex.h"
#include "util/text_bytes.h"
#include "util/utf8.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

/// The longest LEB128 encoding of an integer of that width, in bytes.
constexpr unsigned longest(unsigned bits) { return (bits + 6) / 7; }

constexpr bool continues(std::uint8_t byte) { return (byte & 0x80) != 0; }

std::string too_long(unsigned bits) { return fmt::format("LEB128 is longer than {} bytes", longest(bits)); }
std::string too_large(unsigned bits) { return fmt::format("LEB128 does not fit in {} bits", bits); }

}  // namespace

ByteReader::ByteReader(ByteView bytes, const Source& source) : file_(bytes), end_(bytes.size()), source_(source) {}

std::uint8_t ByteReader::byte(std::string_view field) {
  if (at_end()) fail(position_, field, fmt::format("{} ends here", what_));
  return file_[position_++];
}

ByteView ByteReader::bytes(std::size_t count, std::string_view field) {
  if (count > remaining())
    fail(position_, field,
         fmt::format("it takes {}, but {} has only {} left", count_of(count, "byte"), what_,
                     with_thousands(remaining())));
  const ByteView taken = file_.subspan(position_, count);
  position_ += count;
  return taken;
}

template <unsigned Bits>
std::uint64_t ByteReader::unsigned_integer(std::string_view field) {
  const std::size_t start = position_;
  std::uint64_t value = 0;
  for (unsigned i = 0; i < longest(Bits); ++i) {
    if (at_end()) fail(start, field, fmt::format("{} ends within it", what_));
    const std::uint8_t next = file_[position_++];
    value |= static_cast<std::uint64_t>(next & 0x7f) << (7 * i);
    if (continues(next)) continue;
    if (i + 1 == longest(Bits) && next >> (Bits - 7 * i) != 0) fail(start, field, too_large(Bits));
    return value;
  }
  fail(start, field, too_long(Bits));
}

template <unsigned Bits>
std::int64_t ByteReader::signed_integer(std::string_view field) {
  const std::size_t start = position_;
  std::uint64_t value = 0;
  for (unsigned i = 0; i < longest(Bits); ++i) {
    if (at_end()) fail(start, field, fmt::format("{} ends within it", what_));
    const std::uint8_t next = file_[position_++];
    value |= static_cast<std::uint64_t>(next & 0x7f) << (7 * i);
    if (continues(next)) continue;
    const bool negative = (next & 0x40) != 0;
    if (i + 1 == longest(Bits)) {
      // The bits of the last byte that do not fit must repeat the sign.
      const unsigned beyond_magnitude = (next & 0x7fu) >> (Bits - 7 * i - 1);
      if (beyond_magnitude != (negative ? 0x7fu >> (Bits - 7 * i - 1) : 0)) fail(start, field, too_large(Bits));
    }
    if (negative && 7 * (i + 1) < 64) value |= ~std::uint64_t{0} << (7 * (i + 1));
    return static_cast<std::int64_t>(value);
  }
  fail(start, field, too_long(Bits));
}

std::uint32_t ByteReader::unsigned32(std::string_view field) {
  return static_cast<std::uint32_t>(unsigned_integer<32>(field));
}
std::uint64_t ByteReader::unsigned64(std::string_view field) { return unsigned_integer<64>(field); }
std::int32_t ByteReader::signed32(std::string_view field) {
  return static_cast<std::int32_t>(signed_integer<32>(field));
}
std::int64_t ByteReader::signed33(std::string_view field) { return signed_integer<33>(field); }
std::int64_t ByteReader::signed64(std::string_view field) { return signed_integer<64>(field); }

std::string_view ByteReader::name(std::string_view field) {
  const std::size_t start = position_;
  const std::uint32_t size = unsigned32(field);
  const std::string_view text = text_of(bytes(size, field));
  if (!is_utf8(text)) fail(start, field, "it is not UTF-8");
  return text;
}

ByteReader ByteReader::region(std::size_t size, std::string_view field, std::string_view what) {
  ByteReader inner = *this;
  bytes(size, field);
  inner.end_ = position_;
  inner.what_ = what;
  return inner;
}

void ByteReader::expect_end(std::string_view last_item) const {
  if (!at_end()) fail(position_, what_, fmt::format("{} after {}", count_of(remaining(), "trailing byte"), last_item));
}

void ByteReader::fail(std::size_t at, std::string_view field, std::string_view reason) const {
  fail_at(at, fmt::format("cannot read {}: {}", field, reason), source_.advice);
}

void ByteReader::fail_at(std::size_t at, const std::string& problem, std::string_view advice) const {
  throw Error(fmt::format("{}:{}", source_.file, hex_offset(at)), problem, std::string(advice));
}

}  // namespace wasmpair

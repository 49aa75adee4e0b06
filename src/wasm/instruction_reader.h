// Reads instructions of a function body: as ByteReader does, and faster.
#pragma once

#include <cstdint>
#include <string_view>

#include "util/byte_reader.h"

namespace wasmpair {

/// Reads the fields of one body. Nearly all integers in bodies are well-formed and short, so those are read here;
/// ByteReader reads what remains, and reports what is malformed.
class InstructionReader {
 public:
  InstructionReader() : reader_({}, {}) {}
  explicit InstructionReader(const ByteReader& body) : reader_(body) {
    ByteReader all = body;
    const ByteView bytes = all.bytes(all.remaining(), "function body");
    first_ = next_ = bytes.data();
    end_ = first_ + bytes.size();
  }

  bool at_end() const { return next_ == end_; }
  std::size_t remaining() const { return static_cast<std::size_t>(end_ - next_); }
  std::size_t offset() const { return reader_.offset() + static_cast<std::size_t>(next_ - first_); }

  /// Where the next byte is.
  const std::uint8_t* position() const { return next_; }

  /// The next byte, which must exist.
  std::uint8_t peek() const { return *next_; }

  /// Lets a function read from a ByteReader that stands here.
  template <typename Read>
  auto slow(std::string_view field, Read read) {
    ByteReader reader = reader_;
    reader.bytes(static_cast<std::size_t>(next_ - first_), field);
    const auto result = read(reader);
    next_ = first_ + (reader.offset() - reader_.offset());
    return result;
  }

  std::uint8_t byte(std::string_view field) {
    if (next_ == end_) return slow(field, [&](ByteReader& reader) { return reader.byte(field); });
    return *next_++;
  }

  std::uint32_t unsigned32(std::string_view field) {
    if (remaining() >= 2) {
      if (next_[0] < 0x80) return *next_++;
      if (next_[1] < 0x80) {
        const std::uint32_t value = (next_[0] & 0x7fu) | std::uint32_t{next_[1]} << 7;
        next_ += 2;
        return value;
      }
    }
    return slow(field, [&](ByteReader& reader) { return reader.unsigned32(field); });
  }

  std::uint64_t unsigned64(std::string_view field) {
    if (next_ != end_ && *next_ < 0x80) return *next_++;
    return slow(field, [&](ByteReader& reader) { return reader.unsigned64(field); });
  }

  /// Skips an integer whose value does not matter. Up to four bytes of LEB128 are an integer of 32 bits, and up to nine
  /// one of 64, whatever they contain.
  void skip_signed32(std::string_view field) {
    if (!skip_short(4)) slow(field, [&](ByteReader& reader) { return reader.signed32(field); });
  }
  void skip_signed64(std::string_view field) {
    if (!skip_short(9)) slow(field, [&](ByteReader& reader) { return reader.signed64(field); });
  }

  void skip(std::size_t count, std::string_view field) {
    if (remaining() < count) slow(field, [&](ByteReader& reader) { return reader.bytes(count, field); });
    next_ += count;
  }

 private:
  bool skip_short(std::size_t longest) {
    const std::uint8_t* const last = remaining() < longest ? end_ : next_ + longest;
    for (const std::uint8_t* at = next_; at != last;) {
      if (*at++ >= 0x80) continue;
      next_ = at;
      return true;
    }
    return false;
  }

  ByteReader reader_;  // at the start of the body
  const std::uint8_t* first_ = nullptr;
  const std::uint8_t* next_ = nullptr;
  const std::uint8_t* end_ = nullptr;
};

}  // namespace wasmpair

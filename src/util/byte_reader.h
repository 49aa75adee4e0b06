// A bounded reader for binary files: it reads named fields in order and never past the end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "wasmpair/bytes.h"

namespace wasmpair {

/// Reads one region of a file: the entire file, or a part whose size an earlier field gave.
///
/// Every read names its field. A failed read throws Error; its place is "FILE:OFFSET" with the offset of the field's
/// first byte, and its problem is "cannot read FIELD: REASON".
/// Copies are cheap and advance independently.
class ByteReader {
 public:
  /// What all messages about one file share. The views must outlive the reader.
  struct Source {
    std::string_view file;    ///< The file's name.
    std::string_view advice;  ///< What to do if the file cannot be read.
  };

  /// Reads the entire file, whose content is bytes.
  ByteReader(ByteView bytes, const Source& source);

  /// The offset of the next field from the start of the file.
  std::size_t offset() const { return position_; }
  std::size_t remaining() const { return end_ - position_; }
  bool at_end() const { return position_ == end_; }

  std::uint8_t byte(std::string_view field);
  /// The next count bytes.
  ByteView bytes(std::size_t count, std::string_view field);

  /// Integers in LEB128 (WebAssembly Core Specification 2.0, 5.2.2; DWARF 5, 7.6). Padding is accepted up to the
  /// longest encoding of an integer of that width.
  std::uint32_t unsigned32(std::string_view field);
  std::uint64_t unsigned64(std::string_view field);
  std::int32_t signed32(std::string_view field);
  std::int64_t signed33(std::string_view field);
  std::int64_t signed64(std::string_view field);

  /// A length as unsigned32, then that many bytes of UTF-8.
  std::string_view name(std::string_view field);

  /// A reader over the next size bytes, which this reader skips. what: the region's name for messages, e.g. "the type
  /// section"; it must outlive the returned reader.
  ByteReader region(std::size_t size, std::string_view field, std::string_view what);

  /// Throws unless every byte of the region has been read. last_item: what was read last, e.g. "the last import".
  void expect_end(std::string_view last_item) const;

  /// Throws the error that the field at offset `at` cannot be read.
  [[noreturn]] void fail(std::size_t at, std::string_view field, std::string_view reason) const;
  /// Throws an error at offset `at` with another problem and advice.
  [[noreturn]] void fail_at(std::size_t at, const std::string& problem, std::string_view advice) const;

 private:
  template <unsigned Bits>
  std::uint64_t unsigned_integer(std::string_view field);
  template <unsigned Bits>
  std::int64_t signed_integer(std::string_view field);

  ByteView file_;
  std::size_t position_ = 0;
  std::size_t end_;
  Source source_;
  std::string_view what_ = "the file";
};

}  // namespace wasmpair

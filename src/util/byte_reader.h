// A bounded reader over the bytes of a file: fields are read front to back, each by its name, none past the end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "wasmpair/bytes.h"

namespace wasmpair {

/// Reads one region of a file: the whole of it, or a part whose size an earlier field gave.
///
/// Every read names its field. One that cannot be done throws Error, whose place is "FILE:OFFSET" with the offset of
/// the field's first byte, and whose problem reads "cannot read FIELD: REASON".
/// Copies are cheap and read on their own.
class ByteReader {
 public:
  /// What the messages about one file have in common. The views must outlive the reader.
  struct Source {
    std::string_view file;    ///< Its name.
    std::string_view advice;  ///< What to do about a file that cannot be read.
  };

  /// Reads bytes, which are the whole file, from its first byte.
  ByteReader(ByteView bytes, const Source& source);

  /// Where the next field starts, in bytes from the start of the file.
  std::size_t offset() const { return position_; }
  std::size_t remaining() const { return end_ - position_; }
  bool at_end() const { return position_ == end_; }

  std::uint8_t byte(std::string_view field);
  /// The next count bytes.
  ByteView bytes(std::size_t count, std::string_view field);

  /// Integers in LEB128 (WebAssembly Core Specification 2.0, 5.2.2; DWARF 5, 7.6). Padding is accepted as long as the
  /// integer takes no more bytes than the largest one of its width does.
  std::uint32_t unsigned32(std::string_view field);
  std::uint64_t unsigned64(std::string_view field);
  std::int32_t signed32(std::string_view field);
  std::int64_t signed33(std::string_view field);
  std::int64_t signed64(std::string_view field);

  /// A length as unsigned32 and that many bytes of UTF-8.
  std::string_view name(std::string_view field);

  /// A reader over the next size bytes, which this one steps over. what names the region for messages, e.g. "the type
  /// section"; it must outlive the region's reader.
  ByteReader region(std::size_t size, std::string_view field, std::string_view what);

  /// Throws unless every byte of the region has been read. behind says what was read last, e.g. "the last import".
  void expect_end(std::string_view behind) const;

  /// Throws: the field at offset at cannot be read, for that reason.
  [[noreturn]] void fail(std::size_t at, std::string_view field, std::string_view reason) const;

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

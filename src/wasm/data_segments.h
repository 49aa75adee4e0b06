// Reads the segments of a data section one by one.
#pragma once

#include <cstdint>
#include <optional>

#include "util/byte_reader.h"
#include "wasmpair/module.h"

namespace wasmpair {

enum class SegmentMode {
  Active,   ///< Written to a memory when the module is instantiated.
  Passive,  ///< Written by memory.init at run time.
};

struct DataSegment {
  SegmentMode mode = SegmentMode::Active;
  std::uint32_t memory = 0;  ///< Index of the memory that an active segment is written to.
  /// The address of an active segment if it is a plain `i32.const N`; nothing if it is computed, or if the memory's
  /// addresses are 64 bits wide.
  std::optional<std::uint32_t> address;
  ByteView payload;

  /// One past the last address written.
  std::uint64_t end() const { return std::uint64_t{address.value_or(0)} + payload.size(); }
};

/// Reads a data section (WebAssembly Core Specification 2.0, 5.5.14):
///   section := count:u32 segment*
///   segment := 0:u32 offset payload            active, on memory 0
///            | 1:u32 payload                   passive
///            | 2:u32 memory:u32 offset payload active
///   offset  := instruction* end                constant instructions that compute an address
///   payload := size:u32 byte*
/// Segments are not stored: memory is constant, and time is linear in the number of segments.
class DataSegments {
 public:
  /// section: a reader at the start of the section's payload.
  explicit DataSegments(ByteReader section);

  /// The number of segments that the section declares; at most as many as fit in it.
  std::uint32_t count() const { return count_; }

  /// The next segment, or nothing after the last one. Throws Error for malformed bytes and for trailing bytes after the
  /// last segment.
  std::optional<DataSegment> next();

 private:
  ByteReader reader_;
  std::uint32_t count_;
  std::uint32_t read_ = 0;
};

/// The segments of a parsed module; section is its data section.
DataSegments data_segments(const Module& module, const Section& section);

}  // namespace wasmpair

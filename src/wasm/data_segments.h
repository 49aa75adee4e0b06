// The segments of a data section, read one after the other.
#pragma once

#include <cstdint>
#include <optional>

#include "util/byte_reader.h"
#include "wasmpair/module.h"

namespace wasmpair {

enum class SegmentMode {
  Active,   ///< Written to a memory when the module is instantiated.
  Passive,  ///< Written by memory.init when the program runs.
};

struct DataSegment {
  SegmentMode mode = SegmentMode::Active;
  std::uint32_t memory = 0;  ///< Index of the memory that an active segment is written to.
  /// Where an active segment starts, if that is given by `i32.const N` alone; nothing if it is computed from imports,
  /// or if the memory's addresses are 64 bits wide.
  std::optional<std::uint32_t> address;
  ByteView payload;

  /// One behind the last address that is written.
  std::uint64_t end() const { return std::uint64_t{address.value_or(0)} + payload.size(); }
};

/// Reads a data section (WebAssembly Core Specification 2.0, 5.5.14):
///   section := count:u32 segment*
///   segment := 0:u32 offset payload            active, on memory 0
///            | 1:u32 payload                   passive
///            | 2:u32 memory:u32 offset payload active
///   offset  := instruction* end                constant instructions that give an address
///   payload := size:u32 byte*
/// Segments are not stored: memory is constant, time linear in the number of segments.
class DataSegments {
 public:
  /// section: a reader at the start of the section's payload.
  explicit DataSegments(ByteReader section);

  /// How many segments the section says that it holds; they are no more than fit in it.
  std::uint32_t count() const { return count_; }

  /// The next segment, or nothing behind the last one. Throws Error for malformed bytes, and for bytes that are left
  /// over behind the last segment.
  std::optional<DataSegment> next();

 private:
  ByteReader reader_;
  std::uint32_t count_;
  std::uint32_t read_ = 0;
};

/// The segments of a module that was parsed; section is its data section.
DataSegments data_segments(const Module& module, const Section& section);

}  // namespace wasmpair

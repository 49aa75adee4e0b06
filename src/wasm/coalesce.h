// Plans a data section of few large segments that leaves the same memory as one of many small ones.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "wasmpair/module.h"

namespace wasmpair {

/// The payload of a segment of the module, and where in memory it goes.
struct DataPiece {
  std::uint32_t address = 0;
  std::uint32_t bytes = 0;         ///< At least 1.
  std::size_t payload_offset = 0;  ///< In the file.
  std::uint64_t end() const { return std::uint64_t{address} + bytes; }
};

/// A segment to write: pieces and the zeros between them.
struct DataRun {
  std::uint32_t address = 0;
  std::uint32_t bytes = 0;  ///< Pieces and zeros together.
  std::size_t first_piece = 0;
  std::size_t pieces = 0;
};

/// What to write instead of a data section.
struct CoalescePlan {
  std::vector<DataPiece> pieces;  ///< Ascending by address.
  std::vector<DataRun> runs;      ///< Ascending by address.
  std::size_t section_bytes = 0;  ///< Of the section's payload: count and segments.
};

/// The most zero bytes that are written out between two pieces. Measured: from 32 on every coding gets smaller, from
/// 256 on nothing is gained, and the module grows.
inline constexpr std::uint32_t most_zeros = 256;

/// Plans the data section anew, or says in one clause why it must stay as it is.
///
/// The same memory results because, and where
///   - the module defines its memory, so that it holds zeros before the segments are written,
///   - every segment is written to it at instantiation, to an address that stands in the segment,
///   - no two segments write the same byte, so that their order does not matter,
///   - every segment lies within the memory's initial size, so that instantiation cannot fail half-way,
///   - nothing refers to segments by number: memory.init and data.drop need a data count section (WebAssembly Core
///     Specification 2.0, 5.5.16), so its absence proves that there are none; relocatable objects have a `linking`
///     section.
/// Segments without bytes write nothing, and are dropped.
std::variant<CoalescePlan, std::string> plan_coalescing(const Module& module, const Section& data_section);

}  // namespace wasmpair

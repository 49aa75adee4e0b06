// Plans a data section with few large segments that gives the same memory as the many small ones.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "wasmpair/module.h"

namespace wasmpair {

/// The payload of a segment of the module, and its address in memory.
struct DataPiece {
  std::uint32_t address = 0;
  std::uint32_t bytes = 0;         ///< At least 1.
  std::size_t payload_offset = 0;  ///< In the file.
  std::uint64_t end() const { return std::uint64_t{address} + bytes; }
};

/// A segment to write: pieces with the zeros between them.
struct DataRun {
  std::uint32_t address = 0;
  std::uint32_t bytes = 0;  ///< Of pieces and zeros.
  std::size_t first_piece = 0;
  std::size_t pieces = 0;
};

/// The replacement for a data section.
struct CoalescePlan {
  std::vector<DataPiece> pieces;  ///< Ascending by address.
  std::vector<DataRun> runs;      ///< Ascending by address.
  std::size_t section_bytes = 0;  ///< Size of the section's payload: count and segments.
};

/// The maximum number of zero bytes written between two pieces. Measurements: from 32 on every coding gets smaller;
/// above 256 the module only grows.
inline constexpr std::uint32_t max_zeros = 256;

/// Plans a new data section, or returns the reason, as a clause, why the section must stay unchanged.
///
/// The result is the same memory if
///   - the module defines its memory, which is therefore zero before the segments are written,
///   - every segment is written to it at instantiation, to a constant address,
///   - no two segments write the same byte, so their order does not matter,
///   - every segment fits in the memory's initial size, so instantiation cannot fail half-way,
///   - nothing refers to segments by index: memory.init and data.drop require a data count section (WebAssembly Core
///     Specification 2.0, 5.5.16), so without one there are none; relocatable objects have a `linking` section.
/// Empty segments write nothing and are dropped.
std::variant<CoalescePlan, std::string> plan_coalescing(const Module& module);

}  // namespace wasmpair

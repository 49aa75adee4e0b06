// How many items of each sort a module may hold: what bounds the memory that reading one takes.
#pragma once

#include <cstdint>
#include <string_view>

#include "util/byte_reader.h"

namespace wasmpair {

/// How many items a vector of the binary format may have.
struct Limit {
  std::string_view field;     ///< The name of the count, for messages.
  std::uint32_t maximum;      ///< The most items that are read.
  std::uint32_t least_bytes;  ///< The fewest bytes that one item takes.
  std::string_view set_by;    ///< Who refuses more, for messages.
};

/// The limits. Those of browsers are from WebAssembly JavaScript Interface, "Implementation-defined Limits" (as of July
/// 2024, which raised imports and exports from 100,000); all browsers hold to them, so a module above them is of no use
/// to a page. The others are ours, far above what compilers write.
namespace limits {

inline constexpr std::string_view browsers = "browsers accept";
inline constexpr std::string_view us = "wasmpair reads";

// A type takes two bytes at least: an empty recursive group.
inline constexpr Limit types{"number of types", 1'000'000, 2, browsers};
inline constexpr Limit parameters{"number of parameters", 1'000, 1, browsers};
inline constexpr Limit results{"number of results", 1'000, 1, browsers};
inline constexpr Limit imports{"number of imports", 1'000'000, 4, browsers};
inline constexpr Limit functions{"number of functions", 1'000'000, 1, browsers};
inline constexpr Limit memories{"number of memories", 100, 2, browsers};
inline constexpr Limit exports{"number of exports", 1'000'000, 3, browsers};
// A body takes its size, its locals and its end.
inline constexpr Limit bodies{"number of function bodies", 1'000'000, 3, browsers};
// A passive segment without bytes takes two.
inline constexpr Limit data_segments{"number of data segments", 100'000, 2, browsers};

inline constexpr Limit producers_fields{"number of producers fields", 100, 2, us};
inline constexpr Limit producers{"number of producers", 1'000, 2, us};

/// The largest module, in bytes (1 GiB).
inline constexpr std::size_t module_bytes = 1'073'741'824;
inline constexpr std::size_t sections = 10'000;
/// Dependencies and settings of one module info, each.
inline constexpr std::size_t module_info_lines = 10'000;

}  // namespace limits

/// Reads the count of a vector. Throws Error if it is above the limit, or if so many items do not fit in what is left
/// of the region: what is reserved for the items is then in proportion to bytes that are there.
std::uint32_t read_count(ByteReader& reader, const Limit& limit);

}  // namespace wasmpair

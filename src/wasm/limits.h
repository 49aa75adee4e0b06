// Limits on the number of items in a module, which bound the memory that reading it takes.
#pragma once

#include <cstdint>
#include <string_view>

#include "util/byte_reader.h"

namespace wasmpair {

/// The limit on a vector of the binary format.
struct Limit {
  std::string_view field;   ///< The name of the count, for messages.
  std::uint32_t maximum;    ///< The maximum number of items.
  std::uint32_t min_bytes;  ///< The minimum size of one item.
  std::string_view set_by;  ///< Who sets the limit, for messages.
};

/// The limits of browsers are from WebAssembly JavaScript Interface, "Implementation-defined Limits" (as of July 2024,
/// which raised imports and exports from 100,000); every browser applies them, so no page can use a module above them.
/// The other limits are ours, far above what compilers write.
namespace limits {

inline constexpr std::string_view browsers = "browsers accept";
inline constexpr std::string_view us = "wasmpair reads";

// The smallest type is an empty recursive group.
inline constexpr Limit types{"number of types", 1'000'000, 2, browsers};
inline constexpr Limit parameters{"number of parameters", 1'000, 1, browsers};
inline constexpr Limit results{"number of results", 1'000, 1, browsers};
inline constexpr Limit imports{"number of imports", 1'000'000, 4, browsers};
inline constexpr Limit functions{"number of functions", 1'000'000, 1, browsers};
inline constexpr Limit supertypes{"number of supertypes", 1'000, 1, us};
inline constexpr Limit fields{"number of fields", 10'000, 2, browsers};
inline constexpr Limit tables{"number of tables", 100'000, 3, browsers};
inline constexpr Limit memories{"number of memories", 100, 2, browsers};
inline constexpr Limit tags{"number of tags", 1'000'000, 2, browsers};
// The smallest global has a type, a mutability and an expression with its end.
inline constexpr Limit globals{"number of globals", 1'000'000, 4, browsers};
inline constexpr Limit exports{"number of exports", 1'000'000, 3, browsers};
inline constexpr Limit element_segments{"number of element segments", 10'000'000, 3, browsers};
inline constexpr Limit elements{"number of elements", 10'000'000, 1, browsers};
// A body has at least its size, its locals and its end.
inline constexpr Limit bodies{"number of function bodies", 1'000'000, 3, browsers};
// The smallest segment is passive and empty.
inline constexpr Limit data_segments{"number of data segments", 100'000, 2, browsers};

inline constexpr Limit producers_fields{"number of producers fields", 100, 2, us};
inline constexpr Limit producers{"number of producers", 1'000, 2, us};

// Each group of locals has a count and a type.
inline constexpr Limit local_groups{"number of groups of locals", 50'000, 2, browsers};
// V8's limit; those of other browsers are higher.
inline constexpr Limit branch_targets{"number of branch targets", 65'520, 1, browsers};

/// The largest body of a function, in bytes.
inline constexpr std::uint32_t body_bytes = 7'654'321;
/// Parameters and locals of a function together.
inline constexpr std::uint32_t locals = 50'000;
/// The most elements that a table may start with.
inline constexpr std::uint32_t table_entries = 10'000'000;
/// The longest name of an import or export, in bytes.
inline constexpr std::uint32_t name_bytes = 100'000;
/// Ours, far above what compilers write: operands on the stack, and blocks within each other.
inline constexpr std::size_t operands = 1'000'000;
inline constexpr std::size_t nested_blocks = 1'000'000;
/// The largest module, in bytes (1 GiB).
inline constexpr std::size_t module_bytes = 1'073'741'824;
inline constexpr std::size_t sections = 10'000;
/// Of the dependencies, and of the settings, of one module info.
inline constexpr std::size_t module_info_lines = 10'000;

}  // namespace limits

/// Reads the count of a vector. Throws Error if it exceeds the limit, or if that many items do not fit into the rest of
/// the region: what callers reserve is then proportional to the bytes present.
std::uint32_t read_count(ByteReader& reader, const Limit& limit);

}  // namespace wasmpair

// What a scan of all function bodies of a module says.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "wasmpair/module.h"

namespace wasmpair {

/// A function, and how much it has of something.
struct FunctionExtent {
  std::size_t amount = 0;
  std::uint32_t function = 0;  ///< In the index space of functions, imports first; meaningful if amount is not 0.
};

/// The offset in the file of the first instruction of a kind; nothing if there is none.
using FirstUse = std::optional<std::size_t>;

struct CodeFacts {
  FirstUse table_set;
  FirstUse table_grow;
  FirstUse table_fill;
  FirstUse table_copy;
  FirstUse table_init;
  FirstUse element_drop;  ///< elem.drop
  FirstUse data_drop;
  FirstUse memory_init;
  FirstUse memory_grow;

  /// In bytes, without the size field; of several, the first.
  FunctionExtent largest_body;
  /// block, loop and if together; of several, the first.
  FunctionExtent most_blocks;

  /// The first instruction that changes a table. Without any, tables keep what instantiation gave them.
  FirstUse changes_table() const;
  /// The first instruction that uses or drops a segment at run time.
  FirstUse changes_segment() const;
};

/// module: as read_module gave it. Throws Error if a body uses a proposal that wasmpair does not validate. Time is
/// linear in the size of the code section.
CodeFacts scan_code(const Module& module);

}  // namespace wasmpair

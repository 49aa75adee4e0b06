// The indices of functions after an import was added, and the sections that contain them.
#pragma once

#include <cstdint>
#include <optional>

#include "util/byte_reader.h"
#include "wasmpair/bytes.h"

namespace wasmpair {

struct FunctionRenumbering {
  std::uint32_t first_moved = 0;  ///< The index of the first function that the module defines.
  std::uint32_t by = 0;           ///< The number of imports added.

  std::uint32_t operator()(std::uint32_t function) const { return function < first_moved ? function : function + by; }
  bool moves(std::uint32_t function) const { return by != 0 && function >= first_moved; }
};

/// Each gives the payload of a section with other indices of functions, and all else unchanged. payload: of a module
/// that was validated. Throws Error if it cannot be read.
Bytes renumber_globals(ByteReader payload, const FunctionRenumbering& renumbering);
Bytes renumber_exports(ByteReader payload, const FunctionRenumbering& renumbering);
Bytes renumber_start(ByteReader payload, const FunctionRenumbering& renumbering);
Bytes renumber_elements(ByteReader payload, const FunctionRenumbering& renumbering);

/// The same of the name section, whose content read_module does not validate: nothing if it cannot be read.
std::optional<Bytes> renumber_names(ByteReader payload, const FunctionRenumbering& renumbering);

}  // namespace wasmpair

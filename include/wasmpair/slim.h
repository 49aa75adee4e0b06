// A module made smaller on the wire without changing what it does.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "wasmpair/bytes.h"

namespace wasmpair {

/// What to do with the `name` section, which debuggers use. Go's own stack traces do not.
enum class Names { Drop, Keep };

struct SlimOptions {
  Names names = Names::Drop;
};

/// A rewritten module, and what was done to it.
struct SlimResult {
  Bytes content;
  std::uint32_t segments_before = 0;
  std::uint32_t segments_after = 0;
  std::uint64_t name_bytes_dropped = 0;  ///< The whole `name` section, header included; 0 if it was kept or absent.
  std::vector<std::string> left_alone;   ///< What was not touched and why, a sentence each; empty if all was done.
};

}  // namespace wasmpair

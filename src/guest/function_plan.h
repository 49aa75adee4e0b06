// What rewriting does to each function, and what the meter counts.
#pragma once

#include <cstdint>
#include <vector>

#include "wasmpair/module.h"

namespace wasmpair {

/// The largest function that is rewritten. Engines take time that grows faster than the size of a function, and cannot
/// be interrupted while they compile. The largest of Go's that was seen, in esbuild, has 199,780 bytes and 4,629
/// blocks.
inline constexpr std::size_t largest_body_bytes = 262'144;
inline constexpr std::size_t most_blocks = 8'000;

/// Where a function checks the meter before it does anything that takes time.
enum class EntryCheck {
  AtEntry,
  /// A loop is reached first in any case, and checks it. This is how Go's functions start that may be suspended:
  /// some assignments, then a loop with a jump table.
  InLoop,
};

struct FunctionPlan {
  /// Neither calls nor loops, and is small: the body is not metered, and its callers are charged unmetered_cost.
  bool is_metered = false;
  bool calls = false;         ///< It calls others.
  bool counts_depth = false;  ///< Only a function that calls others does: depth_plan.h.
  EntryCheck entry_check = EntryCheck::AtEntry;
  std::uint32_t unmetered_cost = 0;  ///< The units that a call executes at most.
  std::uint32_t type = 0;
  std::uint32_t locals = 0;  ///< Parameters and locals together.
};

/// The plans of the functions that a module defines.
struct FunctionPlans {
  std::uint32_t imported = 0;  ///< The index of the first.
  std::vector<FunctionPlan> defined;

  /// function: its index, of a defined one.
  const FunctionPlan& operator[](std::uint32_t function) const { return defined[function - imported]; }
};

/// module: without proposals that are not validated. Throws Error for a function that is too large.
FunctionPlans plan_functions(const Module& module);

}  // namespace wasmpair

// What a function is charged ahead: the meter is charged where it is checked, at the entry and at the headers of loops,
// since each access to a global costs time.
#pragma once

#include <cstdint>
#include <vector>

#include "guest/function_plan.h"
#include "guest/path_costs.h"
#include "wasm/instruction_walk.h"

namespace wasmpair {

struct Prices {
  /// Of the entry: the most that a path executes until it enters a loop or returns, but not more than most_at_entry.
  /// Nothing if a loop is always entered first, unless its turns are so cheap that the rest of the function would
  /// hardly count: then what the price of a turn lacks.
  std::uint32_t entry = 0;
  /// Of each turn of a loop, in the order of the bytes: the most that a turn executes, but not more than most_at_turn.
  /// A loop that is entered first and has no second turn, as that around a function of Go's, is charged as the entry.
  std::vector<std::uint32_t> loops;
};

inline constexpr std::uint32_t most_at_entry = 64;
inline constexpr std::uint32_t most_at_turn = 64;

/// costs: for use in the computation. plan: of a metered function.
Prices prices_of(const FunctionBody& body, const FunctionPlan& plan, const FunctionPlans& plans, PathCosts& costs);

}  // namespace wasmpair

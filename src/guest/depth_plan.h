// Which functions count the depth of calls: so few that an access to a global is saved where it can be, and so many
// that no recursion escapes.
#pragma once

#include <cstdint>
#include <vector>

namespace wasmpair {

/// At most so many calls are active one below the other, none of them counted.
inline constexpr std::uint32_t most_uncounted_calls = 2;

/// The direct calls between the functions that a module defines.
class CallGraph {
 public:
  /// Starts the next function, the first one at first.
  void add_function();
  /// Of the function that was started last. callee: its number among the functions that the module defines.
  void add_call(std::uint32_t callee) { callees_.push_back(callee); }
  /// The function that was started last calls what is known only when it runs.
  void add_unknown_call() { calls_unknown_.back() = true; }

  /// For each function, whether it counts its depth: all that make an unknown call do, at least one of each cycle of
  /// calls, and at least one of so many calls in a row that most_uncounted_calls is exceeded. Linear in the calls.
  std::vector<bool> depth_counters() const;

 private:
  friend class DepthFirstSearch;

  std::vector<std::size_t> begins_;  // in callees_, for each function
  std::vector<std::uint32_t> callees_;
  std::vector<bool> calls_unknown_;
};

}  // namespace wasmpair

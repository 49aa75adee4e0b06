// Proves that no recursion escapes the depth counter.
#pragma once

#include <cstdint>
#include <vector>

namespace wasmpair {

/// The calls of functions that do not count their depth.
class UncountedCalls {
 public:
  /// functions: how many the module defines.
  explicit UncountedCalls(std::size_t functions) : counts_(functions) {}

  /// caller, callee: numbers among the functions that the module defines.
  void add_counter(std::uint32_t function) { counts_[function] = true; }
  void add_call(std::uint32_t caller, std::uint32_t callee) { calls_.push_back({caller, callee}); }

  /// True if at most this many calls can be active one below the other, none of them of a function that counts. calls:
  /// at least 1.
  bool are_at_most(std::uint32_t calls) const;

 private:
  struct Call {
    std::uint32_t caller;
    std::uint32_t callee;
  };

  std::vector<bool> counts_;
  std::vector<Call> calls_;
};

}  // namespace wasmpair

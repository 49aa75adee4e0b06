#include "guest/prove_depth.h"

#include <utility>

namespace wasmpair {

/// After n rounds, the functions remain that can start a chain of n + 1 calls, among them all that lie in a cycle.
bool UncountedCalls::are_at_most(std::uint32_t calls) const {
  std::vector<bool> starts(counts_.size(), true);
  for (std::uint32_t round = 1; round <= calls; ++round) {
    std::vector<bool> starts_longer(counts_.size());
    bool any = false;
    for (const Call& call : calls_) {
      if (counts_[call.callee] || !starts[call.callee]) continue;
      starts_longer[call.caller] = true;
      any = true;
    }
    if (!any) return true;
    starts = std::move(starts_longer);
  }
  return false;
}

}  // namespace wasmpair

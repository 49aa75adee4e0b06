// Hears of long work, from whichever thread does it.
#pragma once

#include <atomic>

#include "wasmpair/progress.h"

namespace wasmpair {

/// Counts how often it is told of work that goes on.
class Listener : public Progress {
 public:
  void update(std::string_view, std::uint64_t, std::uint64_t) override { ++reported; }
  std::atomic<int> reported = 0;
};

}  // namespace wasmpair

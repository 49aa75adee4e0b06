// Records progress reports from any thread.
#pragma once

#include <atomic>

#include "wasmpair/progress.h"

namespace wasmpair {

/// Counts progress reports.
class Listener : public Progress {
 public:
  void update(std::string_view, std::uint64_t, std::uint64_t) override { ++reported; }
  std::atomic<int> reported = 0;
};

}  // namespace wasmpair

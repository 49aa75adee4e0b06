// Notices what takes long for its size.
#pragma once

#include <ctime>

#include "fuzz/require.h"

namespace wasmpair {

/// Requires that what happens during its lifetime takes a few seconds of the processor at most, for inputs of a few
/// megabytes. Unlike libFuzzer's -timeout, that does not depend on what else the machine does.
class StepLimit {
 public:
  StepLimit() : start_(seconds()) {}
  ~StepLimit() { require(seconds() - start_ < most_seconds, "a step takes a few seconds of the processor at most"); }
  StepLimit(const StepLimit&) = delete;
  StepLimit& operator=(const StepLimit&) = delete;

 private:
  static constexpr double most_seconds = 4;

  /// Of the processor, used by this process.
  static double seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

  double start_;
};

}  // namespace wasmpair

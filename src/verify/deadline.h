// When a run of verify must end.
#pragma once

#include <algorithm>
#include <chrono>

namespace wasmpair {

class Deadline {
 public:
  using Clock = std::chrono::steady_clock;

  explicit Deadline(Clock::duration from_now) : at_(Clock::now() + from_now) {}

  bool has_passed() const { return Clock::now() >= at_; }
  /// Not negative.
  std::chrono::milliseconds left() const {
    return std::max(std::chrono::milliseconds(0),
                    std::chrono::duration_cast<std::chrono::milliseconds>(at_ - Clock::now()));
  }

 private:
  Clock::time_point at_;
};

}  // namespace wasmpair

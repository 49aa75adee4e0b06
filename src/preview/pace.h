// Limits the speed of a connection: a token bucket.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace wasmpair {

/// Allows a number of bytes per second, in portions of a twentieth of a second, so that the flow resembles that of a
/// slow line rather than bursts. The caller passes the time.
class Pace {
 public:
  using Clock = std::chrono::steady_clock;

  /// bytes_per_second: 0 means no limit.
  Pace(std::uint64_t bytes_per_second, Clock::time_point now);

  /// The number of bytes that may be sent now.
  std::size_t allowance(Clock::time_point now);
  /// Records that so many bytes were sent.
  void spend(std::size_t bytes);
  /// The time to wait until a full portion may be sent.
  Clock::duration until_next() const;

 private:
  double rate_;
  double portion_;
  double tokens_;
  Clock::time_point last_;
};

}  // namespace wasmpair

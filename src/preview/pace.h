// How fast a connection may be sent to: a token bucket.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace wasmpair {

/// Lets through so many bytes a second, in portions of a twentieth of a second so that the flow looks like that of a
/// slow line, not like one of stops and starts. Pure: it is told the time.
class Pace {
 public:
  using Clock = std::chrono::steady_clock;

  /// bytes_a_second: 0 lets everything through.
  Pace(std::uint64_t bytes_a_second, Clock::time_point now);

  /// How many bytes may be sent now.
  std::size_t allowance(Clock::time_point now);
  /// That many were sent.
  void spend(std::size_t bytes);
  /// How long to wait until a whole portion may be sent.
  Clock::duration until_next() const;

 private:
  double rate_;
  double portion_;
  double tokens_;
  Clock::time_point last_;
};

}  // namespace wasmpair

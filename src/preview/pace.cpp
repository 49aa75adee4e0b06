#include "preview/pace.h"

#include <algorithm>
#include <limits>

namespace wasmpair {

Pace::Pace(std::uint64_t bytes_per_second, Clock::time_point now)
    : rate_(static_cast<double>(bytes_per_second)),
      portion_(std::max(1.0, rate_ / 20)),
      tokens_(portion_),
      last_(now) {}

std::size_t Pace::allowance(Clock::time_point now) {
  if (rate_ == 0) return std::numeric_limits<std::size_t>::max();
  const double seconds = std::chrono::duration<double>(now - last_).count();
  last_ = now;
  tokens_ = std::min(2 * portion_, tokens_ + seconds * rate_);  // a late timer loses nothing
  return static_cast<std::size_t>(tokens_);
}

void Pace::spend(std::size_t bytes) {
  if (rate_ != 0) tokens_ -= static_cast<double>(bytes);
}

Pace::Clock::duration Pace::until_next() const {
  if (rate_ == 0) return {};
  const std::chrono::duration<double> wait((portion_ - tokens_) / rate_);
  return std::max(std::chrono::duration_cast<Clock::duration>(wait), Clock::duration(std::chrono::milliseconds(1)));
}

}  // namespace wasmpair

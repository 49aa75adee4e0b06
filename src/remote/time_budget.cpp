#include "remote/time_budget.h"

namespace wasmpair {

TimeBudget::Clock::duration TimeBudget::begin(Clock::time_point now) {
  const std::scoped_lock lock(mutex_);
  if (under_way_++ == 0) since_ = now;
  return total_ - spent_ - (now - since_);
}

void TimeBudget::end(Clock::time_point now) {
  const std::scoped_lock lock(mutex_);
  if (--under_way_ == 0) spent_ += now - since_;
}

}  // namespace wasmpair

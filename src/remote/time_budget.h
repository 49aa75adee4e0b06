// How long a run may wait for a server, however many threads ask it.
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>

namespace wasmpair {

/// A time that is spent while any request is under way: requests at the same time spend it once, as a clock on the wall
/// shows it. May be used from several threads.
class TimeBudget {
 public:
  using Clock = std::chrono::steady_clock;

  explicit TimeBudget(Clock::duration total) : total_(total) {}

  /// A request begins. Returns what is left, which is nothing or less once all is spent.
  Clock::duration begin(Clock::time_point now);
  /// One of those that began has ended.
  void end(Clock::time_point now);

  /// A request from the constructor to the destructor.
  class Share {
   public:
    explicit Share(TimeBudget& budget) : budget_(budget), left_(budget.begin(Clock::now())) {}
    ~Share() { budget_.end(Clock::now()); }
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;

    /// What was left when it began.
    Clock::duration left() const { return left_; }

   private:
    TimeBudget& budget_;
    Clock::duration left_;
  };

 private:
  std::mutex mutex_;
  Clock::duration total_;
  Clock::duration spent_{0};  // until under_way_ was last 0
  Clock::time_point since_;   // when under_way_ was last 0
  std::size_t under_way_ = 0;
};

}  // namespace wasmpair

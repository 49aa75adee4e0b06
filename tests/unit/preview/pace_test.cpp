#include "preview/pace.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

using std::chrono::milliseconds;

TEST(Pace, AllowsItsNumberOfBytesPerSecond) {
  Pace::Clock::time_point now{};
  Pace pace(1'000'000, now);
  std::size_t sent = 0;
  for (int time = 0; time < 1000; ++time, now += milliseconds(10)) {
    const std::size_t allowance = pace.allowance(now);
    sent += allowance;
    pace.spend(allowance);
  }
  EXPECT_NEAR(static_cast<double>(sent), 10e6, 0.1e6) << "ten seconds";
}

TEST(Pace, AccumulatesLittle) {
  Pace::Clock::time_point now{};
  Pace pace(1'000'000, now);
  EXPECT_LE(pace.allowance(now + std::chrono::hours(1)), 100'000U) << "a tenth of a second";
}

TEST(Pace, ReportsHowLongToWait) {
  Pace::Clock::time_point now{};
  for (const std::uint64_t rate : {1U, 100U, 187'500U, 100'000'000U}) {
    Pace pace(rate, now);
    pace.spend(pace.allowance(now));
    EXPECT_EQ(pace.allowance(now), 0U) << rate;
    EXPECT_GE(pace.allowance(now + pace.until_next()), 1U) << rate;
  }
}

TEST(Pace, AllowsEverythingWithoutALimit) {
  Pace pace(0, {});
  pace.spend(1'000'000'000);
  EXPECT_GT(pace.allowance({}), 1'000'000'000U);
}

}  // namespace
}  // namespace wasmpair

#include "remote/time_budget.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

using std::chrono::seconds;

/// A second of the test's own clock.
TimeBudget::Clock::time_point second(int number) { return TimeBudget::Clock::time_point(seconds(number)); }

TEST(TimeBudget, IsSpentByRequestsOneAfterTheOther) {
  TimeBudget budget(seconds(30));
  EXPECT_EQ(budget.begin(second(100)), seconds(30));
  budget.end(second(110));
  EXPECT_EQ(budget.begin(second(200)), seconds(20)) << "the time between requests is nobody's";
  budget.end(second(220));
  EXPECT_EQ(budget.begin(second(300)), seconds(0));
}

TEST(TimeBudget, IsSpentOnceByRequestsAtTheSameTime) {
  TimeBudget budget(seconds(30));
  for (int request = 0; request < 16; ++request) EXPECT_EQ(budget.begin(second(100)), seconds(30));
  for (int request = 0; request < 16; ++request) budget.end(second(102));
  EXPECT_EQ(budget.begin(second(102)), seconds(28)) << "two seconds passed, not thirty-two";
}

TEST(TimeBudget, IsSpentByRequestsThatOverlap) {
  TimeBudget budget(seconds(30));
  budget.begin(second(100));
  EXPECT_EQ(budget.begin(second(104)), seconds(26)) << "another has been under way for four";
  budget.end(second(106));
  EXPECT_EQ(budget.begin(second(108)), seconds(22));
  budget.end(second(110));
  budget.end(second(110));
  EXPECT_EQ(budget.begin(second(110)), seconds(20));
}

}  // namespace
}  // namespace wasmpair

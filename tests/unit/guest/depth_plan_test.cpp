#include "guest/depth_plan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "guest/prove_depth.h"

namespace wasmpair {
namespace {

/// What each function calls; -1: something unknown.
using Calls = std::vector<std::vector<int>>;

std::vector<bool> counters(const Calls& calls) {
  CallGraph graph;
  for (const std::vector<int>& callees : calls) {
    graph.add_function();
    for (const int callee : callees) {
      if (callee < 0)
        graph.add_unknown_call();
      else
        graph.add_call(static_cast<std::uint32_t>(callee));
    }
  }
  return graph.depth_counters();
}

/// The longest chain of calls none of which is counted, and whether it ends.
bool are_at_most(const Calls& calls, const std::vector<bool>& counts, std::uint32_t most) {
  UncountedCalls uncounted(calls.size());
  for (std::uint32_t caller = 0; caller < calls.size(); ++caller) {
    if (counts[caller]) {
      uncounted.add_counter(caller);
      continue;
    }
    for (const int callee : calls[caller]) uncounted.add_call(caller, static_cast<std::uint32_t>(callee));
  }
  return uncounted.are_at_most(most);
}

/// Each function calls the next one; the last one nothing.
Calls chain(int functions) {
  Calls calls(static_cast<std::size_t>(functions));
  for (int i = 0; i + 1 < functions; ++i) calls[static_cast<std::size_t>(i)] = {i + 1};
  return calls;
}

TEST(DepthCounters, AreNoFunctionsThatCallFewOthers) {
  EXPECT_EQ(counters({}), std::vector<bool>());
  EXPECT_EQ(counters({{}, {0}, {0, 0}}), std::vector<bool>(3, false));
}

TEST(DepthCounters, AreWhatCallsTheUnknown) { EXPECT_EQ(counters({{-1}, {0}}), (std::vector<bool>{true, false})); }

TEST(DepthCounters, AreOneOfEachCycle) {
  EXPECT_EQ(counters({{0}}), std::vector<bool>{true});
  EXPECT_EQ(counters({{1}, {2}, {0}}), (std::vector<bool>{true, false, false}));
  EXPECT_EQ(counters({{3}, {3}, {3}, {0, 1, 2}}), (std::vector<bool>{false, false, false, true})) << "the most called";
  EXPECT_EQ(counters({{1}, {-1, 0}}), (std::vector<bool>{false, true})) << "a cycle that is counted already";
}

TEST(DepthCounters, InterruptLongChains) {
  EXPECT_EQ(std::ranges::count(counters(chain(most_uncounted_calls)), true), 0);
  const std::vector<bool> long_chain = counters(chain(most_uncounted_calls + 1));
  EXPECT_EQ(std::ranges::count(long_chain, true), 1);
  EXPECT_TRUE(long_chain.front());
  EXPECT_EQ(std::ranges::count(counters(chain(10 * (most_uncounted_calls + 1))), true), 10);
}

TEST(DepthCounters, AreFoundInVeryLongChains) {
  EXPECT_EQ(std::ranges::count(counters(chain(900'000)), true), 900'000 / (most_uncounted_calls + 1));
}

TEST(DepthCounters, LeaveNothingUncountedInAnyGraph) {
  std::mt19937 random(1);
  for (int round = 0; round < 2'000; ++round) {
    Calls calls(1 + random() % 30);
    const std::size_t edges = random() % (3 * calls.size());
    for (std::size_t i = 0; i < edges; ++i)
      calls[random() % calls.size()].push_back(static_cast<int>(random() % calls.size()));
    EXPECT_TRUE(are_at_most(calls, counters(calls), most_uncounted_calls)) << "round " << round;
  }
}

TEST(UncountedCalls, AreMeasured) {
  const std::vector<bool> none(5, false);
  EXPECT_TRUE(are_at_most(chain(5), none, 5));
  EXPECT_FALSE(are_at_most(chain(5), none, 4));
  EXPECT_TRUE(are_at_most({{}, {}, {}, {}, {}}, none, 1));
  EXPECT_FALSE(are_at_most({{0}}, {false}, 1'000)) << "recursion";
  EXPECT_FALSE(are_at_most({{1}, {0}}, {false, false}, 1'000));
  EXPECT_TRUE(are_at_most({{1}, {0}}, {true, false}, 1)) << "the counter is not one of them";
}

}  // namespace
}  // namespace wasmpair

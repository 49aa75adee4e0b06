#include "encode/run_jobs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <numeric>
#include <stdexcept>
#include <string>
#include <thread>

#include "unit/support/eventually.h"

namespace wasmpair {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t plenty = 1'000'000;

TEST(RunJobs, RunsEveryJobOnce) {
  for (const unsigned threads : {1U, 2U, 16U}) {
    std::vector<std::atomic<int>> runs(100);
    std::vector<Job> jobs;
    for (std::atomic<int>& count : runs) jobs.push_back({1, 1, [&count](const std::stop_token&) { ++count; }});
    run_jobs(std::move(jobs), {threads, plenty, {}});
    EXPECT_TRUE(std::ranges::all_of(runs, [](const std::atomic<int>& count) { return count == 1; }));
  }
}

TEST(RunJobs, ReturnsAtOnceWithoutJobs) { run_jobs({}, {4, plenty, {}}); }

TEST(RunJobs, StartsTheCostliestFirst) {
  std::vector<std::uint64_t> order;
  std::vector<Job> jobs;
  for (const std::uint64_t cost : {3U, 9U, 1U, 9U, 5U})
    jobs.push_back({cost, 1, [&order, cost](const std::stop_token&) { order.push_back(cost); }});
  run_jobs(std::move(jobs), {1, plenty, {}});
  EXPECT_EQ(order, (std::vector<std::uint64_t>{9, 9, 5, 3, 1}));
}

TEST(RunJobs, RunsJobsInParallel) {
  std::atomic<int> arrived{0};
  const auto meet = [&arrived](const std::stop_token&) {
    ++arrived;
    EXPECT_TRUE(eventually([&] { return arrived == 2; }));
  };
  run_jobs({{1, 1, meet}, {1, 1, meet}}, {2, plenty, {}});
}

/// Runs jobs with these memory needs on many threads, each until as much as expected was in use at once. Returns the
/// peak of their total.
std::uint64_t peak_memory(const std::vector<std::uint64_t>& needs, std::uint64_t limit, std::uint64_t expected) {
  std::mutex mutex;
  std::uint64_t in_use = 0;
  std::uint64_t peak = 0;
  const auto work = [&](std::uint64_t need) {
    {
      const std::scoped_lock lock(mutex);
      in_use += need;
      peak = std::max(peak, in_use);
    }
    const auto is_reached = [&] {
      const std::scoped_lock lock(mutex);
      return peak >= expected;
    };
    EXPECT_TRUE(eventually(is_reached)) << "less than " << expected << " came to be in use";
    std::this_thread::sleep_for(2ms);  // a chance for jobs that must not start yet to do so
    const std::scoped_lock lock(mutex);
    in_use -= need;
  };
  std::vector<Job> jobs;
  for (const std::uint64_t need : needs)
    jobs.push_back({need, need, [&work, need](const std::stop_token&) { work(need); }});
  run_jobs(std::move(jobs), {16, limit, {}});
  return peak;
}

TEST(RunJobs, StaysWithinTheMemoryLimit) {
  EXPECT_EQ(peak_memory({60, 60, 60, 30, 30, 30, 10, 10, 10, 10, 1, 1, 1, 0}, 100, 100), 100U);
}

TEST(RunJobs, UsesTheAvailableMemory) { EXPECT_EQ(peak_memory({60, 60, 60, 60, 60, 60}, 130, 120), 120U); }

TEST(RunJobs, RunsAJobAboveTheLimitAlone) { EXPECT_EQ(peak_memory({500, 10, 10, 400, 10}, 100, 500), 500U); }

TEST(RunJobs, LetsASmallJobOvertakeALargeOne) {
  std::atomic<bool> small_done{false};
  const auto large = [&](const std::stop_token&) { EXPECT_TRUE(eventually([&] { return small_done.load(); })); };
  const auto other_large = [](const std::stop_token&) {};
  const auto small = [&](const std::stop_token&) { small_done = true; };
  run_jobs({{9, 80, large}, {8, 80, other_large}, {1, 10, small}}, {2, 100, {}});
}

TEST(RunJobs, RethrowsTheFirstFailure) {
  for (const unsigned threads : {1U, 4U}) {
    const auto fail = [](const std::stop_token&) { throw std::runtime_error("no more ink"); };
    try {
      run_jobs({{1, 1, fail}}, {threads, plenty, {}});
      ADD_FAILURE() << "nothing was thrown";
    } catch (const std::runtime_error& error) {
      EXPECT_STREQ(error.what(), "no more ink");
    }
  }
}

TEST(RunJobs, StartsNoFurtherJobsAfterAFailure) {
  std::atomic<int> later{0};
  std::vector<Job> jobs{{9, 1, [](const std::stop_token&) { throw std::runtime_error("first"); }}};
  for (int i = 0; i < 50; ++i) jobs.push_back({1, 1, [&later](const std::stop_token&) { ++later; }});
  EXPECT_THROW(run_jobs(std::move(jobs), {1, plenty, {}}), std::runtime_error);
  EXPECT_EQ(later, 0);
}

TEST(RunJobs, RequestsAStopAfterAFailure) {
  std::atomic<bool> at_work{false};
  bool asked = false;
  const auto patient = [&](const std::stop_token& stop) {
    at_work = true;
    asked = eventually([&] { return stop.stop_requested(); });
  };
  const auto fail = [&](const std::stop_token&) {
    EXPECT_TRUE(eventually([&] { return at_work.load(); }));
    throw std::runtime_error("first");
  };
  EXPECT_THROW(run_jobs({{2, 1, patient}, {1, 1, fail}}, {2, plenty, {}}), std::runtime_error);
  EXPECT_TRUE(asked);
}

TEST(RunJobs, WakesJobsThatWaitForMemoryAfterAFailure) {
  std::atomic<int> ran{0};
  const auto fail = [&](const std::stop_token&) {
    ++ran;
    std::this_thread::sleep_for(5ms);  // a chance for the others to begin to wait
    throw std::runtime_error("first");
  };
  EXPECT_THROW(run_jobs({{1, 100, fail}, {1, 100, fail}, {1, 100, fail}}, {3, 100, {}}), std::runtime_error);
  EXPECT_EQ(ran, 1);
}

TEST(RunJobs, CallsWhileWaitingRegularly) {
  std::atomic<int> calls{0};
  const std::thread::id caller = std::this_thread::get_id();
  const auto work = [&](const std::stop_token&) { EXPECT_TRUE(eventually([&] { return calls >= 2; })); };
  run_jobs({{1, 1, work}}, {2, plenty, [&] {
                              EXPECT_EQ(std::this_thread::get_id(), caller);
                              ++calls;
                            }});
}

TEST(RunJobs, StopsIfWhileWaitingThrows) {
  bool asked = false;
  std::atomic<bool> has_started = false;
  const auto work = [&](const std::stop_token& stop) {
    has_started = true;
    asked = eventually([&] { return stop.stop_requested(); });
  };
  const auto fail = [&] {
    if (has_started) throw std::runtime_error("the terminal is gone");
  };
  EXPECT_THROW(run_jobs({{1, 1, work}}, {1, plenty, fail}), std::runtime_error);
  EXPECT_TRUE(asked);
}

}  // namespace
}  // namespace wasmpair

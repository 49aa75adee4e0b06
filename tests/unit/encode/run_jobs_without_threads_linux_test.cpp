#include <gtest/gtest.h>

#include "encode/run_jobs.h"
#include "unit/support/no_threads_linux.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

TEST(RunJobs, ThrowsErrorIfNoThreadCanBeStarted) {
  const NoThreads none;
  try {
    run_jobs({{1, 1, [](const std::stop_token&) { FAIL() << "there is no thread to run it"; }}}, {2, 1, {}});
    FAIL() << "run_jobs returned";
  } catch (const Error& error) {
    EXPECT_TRUE(error.problem().starts_with("cannot start a thread: ")) << error.what();
    EXPECT_FALSE(error.advice().empty());
  }
}

}  // namespace
}  // namespace wasmpair

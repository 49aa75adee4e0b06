#include "util/in_background.h"

#include <gtest/gtest.h>

#include <thread>

#include "unit/support/no_threads.h"

namespace wasmpair {
namespace {

TEST(InBackground, WorksInAnotherThread) {
  EXPECT_NE(in_background([] { return std::this_thread::get_id(); }).get(), std::this_thread::get_id());
}

TEST(InBackground, WorksInThisThreadIfNoOtherCanBeStarted) {
  const NoThreads none;
  EXPECT_EQ(in_background([] { return std::this_thread::get_id(); }).get(), std::this_thread::get_id());
}

}  // namespace
}  // namespace wasmpair

#include "util/in_background.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <thread>

#include "unit/support/no_threads_linux.h"

namespace wasmpair {
namespace {

TEST(InBackground, WorksInThisThreadIfNoOtherCanBeStarted) {
  const NoThreads none;
  EXPECT_EQ(in_background([] { return std::this_thread::get_id(); }).get(), std::this_thread::get_id());
}

TEST(InBackground, KeepsWhatTheWorkHoldsIfNoThreadCanBeStarted) {
  const NoThreads none;
  EXPECT_EQ(in_background([held = std::string(100, 'c')] { return held; }).get(), std::string(100, 'c'));
  EXPECT_EQ(in_background([held = std::make_unique<int>(7)] { return *held; }).get(), 7);
}

}  // namespace
}  // namespace wasmpair

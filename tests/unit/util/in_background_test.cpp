#include "util/in_background.h"

#include <gtest/gtest.h>

#include <thread>

namespace wasmpair {
namespace {

TEST(InBackground, WorksInAnotherThread) {
  EXPECT_NE(in_background([] { return std::this_thread::get_id(); }).get(), std::this_thread::get_id());
}

}  // namespace
}  // namespace wasmpair

#include "util/nearest.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

TEST(Nearest, SuggestsLikelyMisspellings) {
  constexpr std::string_view commands[] = {"pack", "inspect", "check"};
  EXPECT_EQ(nearest("chek", commands), "check");
  EXPECT_EQ(nearest("inspct", commands), "inspect");
  EXPECT_EQ(nearest("publish-everything", commands), "");
}

}  // namespace
}  // namespace wasmpair

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

TEST(Nearest, SuggestsNothingForShortWordsThatShareLittle) {
  constexpr std::string_view options[] = {"go", "out", "shim"};
  EXPECT_EQ(nearest("h", options), "");
  EXPECT_EQ(nearest("o", options), "");
  EXPECT_EQ(nearest("", options), "");
  EXPECT_EQ(nearest("in", options), "");
  EXPECT_EQ(nearest("gone", options), "go");
  EXPECT_EQ(nearest("ot", options), "out");
}

}  // namespace
}  // namespace wasmpair

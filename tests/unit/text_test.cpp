#include "util/text.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

TEST(Text, WritesThousands) {
  EXPECT_EQ(with_thousands(0), "0");
  EXPECT_EQ(with_thousands(999), "999");
  EXPECT_EQ(with_thousands(1000), "1,000");
  EXPECT_EQ(with_thousands(4084971), "4,084,971");
}

TEST(Text, CountsNouns) {
  EXPECT_EQ(count_of(1, "segment"), "1 segment");
  EXPECT_EQ(count_of(41399, "segment"), "41,399 segments");
}

TEST(Text, SuggestsLikelyMisspellings) {
  constexpr std::string_view commands[] = {"pack", "inspect", "check"};
  EXPECT_EQ(nearest("chek", commands), "check");
  EXPECT_EQ(nearest("inspct", commands), "inspect");
  EXPECT_EQ(nearest("publish-everything", commands), "");
}

TEST(Text, KeepsNamesFromSteeringATerminal) {
  EXPECT_EQ(printable("gojs"), "gojs");
  EXPECT_EQ(printable("naïve ✓"), "naïve ✓");
  EXPECT_EQ(printable("\x1b[2J"), "\\x1b[2J");
  EXPECT_EQ(printable("a\xff"
                      "b\xc0\xaf"),
            "a\\xffb\\xc0\\xaf");
  EXPECT_EQ(printable("\xc2\x9b"), "\\xc2\\x9b");
}

}  // namespace
}  // namespace wasmpair

#include "util/printable.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

TEST(Printable, KeepsNamesFromSteeringATerminal) {
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

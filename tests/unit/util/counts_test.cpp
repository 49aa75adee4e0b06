#include "util/counts.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

TEST(Counts, SeparatesThousands) {
  EXPECT_EQ(with_thousands(0), "0");
  EXPECT_EQ(with_thousands(999), "999");
  EXPECT_EQ(with_thousands(1000), "1,000");
  EXPECT_EQ(with_thousands(4084971), "4,084,971");
}

TEST(Counts, CountsNouns) {
  EXPECT_EQ(count_of(1, "segment"), "1 segment");
  EXPECT_EQ(count_of(41399, "segment"), "41,399 segments");
}

}  // namespace
}  // namespace wasmpair

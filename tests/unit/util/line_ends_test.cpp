#include "util/line_ends.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

TEST(LineEnds, AreLineFeeds) {
  EXPECT_EQ(with_line_feeds(""), "");
  EXPECT_EQ(with_line_feeds("a\nb\n"), "a\nb\n");
  EXPECT_EQ(with_line_feeds("a\r\nb\r\n"), "a\nb\n");
}

TEST(LineEnds, AreNotCarriageReturnsAlone) {
  EXPECT_EQ(with_line_feeds("a\rb\r"), "a\rb\r");
  EXPECT_EQ(with_line_feeds("a\r\r\nb"), "a\r\nb");
}

}  // namespace
}  // namespace wasmpair

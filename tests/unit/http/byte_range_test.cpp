#include "http/byte_range.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

ByteRange bytes(std::uint64_t first, std::uint64_t length) { return {RangeOutcome::Satisfiable, first, length}; }

TEST(ByteRange, IsLimitedToTheContent) {
  EXPECT_EQ(parse_range("bytes=0-0", 100), bytes(0, 1));
  EXPECT_EQ(parse_range("bytes=10-19", 100), bytes(10, 10));
  EXPECT_EQ(parse_range("bytes=90-", 100), bytes(90, 10));
  EXPECT_EQ(parse_range("bytes=90-1000", 100), bytes(90, 10));
  EXPECT_EQ(parse_range("bytes=-10", 100), bytes(90, 10));
  EXPECT_EQ(parse_range("bytes=-1000", 100), bytes(0, 100));
  EXPECT_EQ(parse_range("Bytes= ,5-6 ,", 100), bytes(5, 2));
  EXPECT_EQ(parse_range("bytes=0-99999999999999999999999", 100), bytes(0, 100));
}

TEST(ByteRange, MayBeUnsatisfiable) {
  for (const char* value : {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=99999999999999999999999-"})
    EXPECT_EQ(parse_range(value, 100).outcome, RangeOutcome::Unsatisfiable) << value;
  EXPECT_EQ(parse_range("bytes=0-", 0).outcome, RangeOutcome::Unsatisfiable);
  EXPECT_EQ(parse_range("bytes=-5", 0).outcome, RangeOutcome::Unsatisfiable);
}

TEST(ByteRange, IsIgnoredIfInvalid) {
  for (const char* value : {"", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=5-4", "bytes=5", "bytes=+1-2",
                            "bytes=1-2-3", "bytes=0x1-2", "bytes=1 -2", "items=0-1", "bytes=0-1,5-6", "bytes=--5"})
    EXPECT_EQ(parse_range(value, 100).outcome, RangeOutcome::Ignored) << value;
}

TEST(ByteRange, HasAContentRange) {
  EXPECT_EQ(content_range(bytes(10, 10), 100), "bytes 10-19/100");
  EXPECT_EQ(unsatisfied_range(100), "bytes */100");
}

TEST(IfRange, HoldsForTheStrongTagOnly) {
  const EntityTag current{TagStrength::Strong, "abc"};
  EXPECT_TRUE(if_range_holds("\"abc\"", current));
  for (const char* value : {"W/\"abc\"", "\"abd\"", "abc", "Sun, 06 Nov 1994 08:49:37 GMT", "*", ""})
    EXPECT_FALSE(if_range_holds(value, current)) << value;
}

}  // namespace
}  // namespace wasmpair

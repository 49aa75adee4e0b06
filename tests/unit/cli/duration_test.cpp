#include "cli/duration.h"

#include <gtest/gtest.h>

#include "wasmpair/error.h"

namespace wasmpair {
namespace {

TEST(Duration, HasAUnit) {
  EXPECT_EQ(parse_duration("--min-age", "0s").count(), 0);
  EXPECT_EQ(parse_duration("--min-age", "90s").count(), 90);
  EXPECT_EQ(parse_duration("--min-age", "15m").count(), 900);
  EXPECT_EQ(parse_duration("--min-age", "12h").count(), 43'200);
  EXPECT_EQ(parse_duration("--min-age", "10000d").count(), 864'000'000);
}

TEST(Duration, IsNothingElse) {
  for (const char* const text :
       {"", "1", "d", "1D", "1.5h", "-1d", "1dd", "1w", " 1d", "10001d", "99999999999999999999s"})
    EXPECT_THROW(parse_duration("--min-age", text), Error) << text;
}

}  // namespace
}  // namespace wasmpair

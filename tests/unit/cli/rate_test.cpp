#include "cli/rate.h"

#include <gtest/gtest.h>

#include "wasmpair/error.h"

namespace wasmpair {
namespace {

TEST(Rate, TakesBitsAndBytes) {
  EXPECT_EQ(parse_rate("--throttle", "1.5mbit"), 187'500U);
  EXPECT_EQ(parse_rate("--throttle", "8kbit"), 1'000U);
  EXPECT_EQ(parse_rate("--throttle", "1gbit"), 125'000'000U);
  EXPECT_EQ(parse_rate("--throttle", "200KB"), 200'000U);
  EXPECT_EQ(parse_rate("--throttle", "0.5MB"), 500'000U);
}

TEST(Rate, RefusesEverythingElse) {
  for (const char* text : {"", "1", "mbit", "1 mbit", "1MBIT", "0mbit", "-1mbit", "nanmbit", "infmbit", "1e3kbit",
                           "0.0001kbit", "9999999gbit", "1mbit/s"})
    EXPECT_THROW(parse_rate("--throttle", text), Error) << text;
}

}  // namespace
}  // namespace wasmpair

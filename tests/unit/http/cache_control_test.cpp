#include "http/cache_control.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

TEST(CacheControl, ReadsDirectivesForHashedNames) {
  const CacheControl control = parse_cache_control("Public, MAX-AGE=31536000 ,immutable");
  EXPECT_EQ(control.max_age, std::uint64_t{31536000});
  EXPECT_TRUE(control.is_immutable);
  EXPECT_FALSE(control.no_cache);
  EXPECT_FALSE(control.no_store);
  EXPECT_FALSE(control.shared_max_age);
}

TEST(CacheControl, ReadsDirectivesForStableNames) {
  EXPECT_TRUE(parse_cache_control("no-cache").no_cache);
  EXPECT_TRUE(parse_cache_control("private, no-store").no_store);
  EXPECT_EQ(parse_cache_control("s-maxage=60, max-age=0").shared_max_age, std::uint64_t{60});
}

TEST(CacheControl, UsesTheFirstOfRepeatedDirectives) {
  EXPECT_EQ(parse_cache_control("max-age=1, max-age=2").max_age, std::uint64_t{1});
}

TEST(CacheControl, ReadsQuotedAndOverflowingSeconds) {
  EXPECT_EQ(parse_cache_control("max-age=\"7\"").max_age, std::uint64_t{7});
  EXPECT_EQ(parse_cache_control("max-age=99999999999999999999999").max_age, std::uint64_t{2147483648});
  EXPECT_EQ(parse_cache_control("max-age=2147483649").max_age, std::uint64_t{2147483648});
  EXPECT_EQ(parse_cache_control("max-age=-1").max_age, std::uint64_t{0});
  EXPECT_EQ(parse_cache_control("max-age").max_age, std::uint64_t{0});
}

TEST(CacheControl, DoesNotFindDirectivesInsideOthers) {
  const CacheControl control = parse_cache_control("x-immutable, ext=\"no-store, immutable\"");
  EXPECT_FALSE(control.is_immutable);
  EXPECT_FALSE(control.no_store);
}

}  // namespace
}  // namespace wasmpair

#include "dev/path_pattern.h"

#include <gtest/gtest.h>

#include <string>

namespace wasmpair {
namespace {

TEST(PathPattern, MatchesTheWholePath) {
  EXPECT_TRUE(matches_path_pattern("", ""));
  EXPECT_TRUE(matches_path_pattern("static/logo.png", "static/logo.png"));
  EXPECT_FALSE(matches_path_pattern("static", "static/logo.png"));
  EXPECT_FALSE(matches_path_pattern("static/logo.png", "static"));
}

TEST(PathPattern, HasWildcardsWithinADirectory) {
  EXPECT_TRUE(matches_path_pattern("*", "logo.png"));
  EXPECT_TRUE(matches_path_pattern("*", ""));
  EXPECT_TRUE(matches_path_pattern("static/*.png", "static/logo.png"));
  EXPECT_TRUE(matches_path_pattern("*a*b*c", "xaybazbc"));
  EXPECT_TRUE(matches_path_pattern("*/b*", "x/by"));
  EXPECT_TRUE(matches_path_pattern("l?go", "lögo"));
  EXPECT_FALSE(matches_path_pattern("*", "static/logo.png"));
  EXPECT_FALSE(matches_path_pattern("*.png", "static/logo.png"));
  EXPECT_FALSE(matches_path_pattern("static?logo.png", "static/logo.png"));
  EXPECT_FALSE(matches_path_pattern("a*b", "ab/b"));
}

TEST(PathPattern, HasClassesAndEscapes) {
  EXPECT_TRUE(matches_path_pattern("[a-cx]1", "b1"));
  EXPECT_TRUE(matches_path_pattern("[^a-c]1", "x1"));
  EXPECT_TRUE(matches_path_pattern("[\\]]", "]"));
  EXPECT_TRUE(matches_path_pattern("[ä-ü]", "ö"));
  EXPECT_TRUE(matches_path_pattern("\\*", "*"));
  EXPECT_FALSE(matches_path_pattern("[a-c]1", "x1"));
  EXPECT_FALSE(matches_path_pattern("[^a-c]1", "b1"));
  EXPECT_FALSE(matches_path_pattern("[!a]", "x"));
  EXPECT_FALSE(matches_path_pattern("\\*", "x"));
}

TEST(PathPattern, MatchesNothingIfMalformed) {
  for (const char* pattern : {"[", "[]", "[a", "[^", "[]a]", "[-]", "[a-]", "[-x]", "\\", "[\\"})
    for (const char* path : {"", "a", "]", "-", "x", "[", "\\"}) EXPECT_FALSE(matches_path_pattern(pattern, path));
}

TEST(PathPattern, TakesTextThatIsNotUtf8ByItsBytes) {
  EXPECT_TRUE(matches_path_pattern("a?b",
                                   "a\xff"
                                   "b"));
  EXPECT_FALSE(matches_path_pattern("a?b",
                                    "a\xff\xff"
                                    "b"));
}

TEST(PathPattern, TakesLittleTimeForManyStars) {
  EXPECT_FALSE(matches_path_pattern("*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b", std::string(2000, 'a')));
}

}  // namespace
}  // namespace wasmpair

#include "http/entity_tag.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

const EntityTag strong{TagStrength::Strong, "abc"};
const EntityTag weak{TagStrength::Weak, "abc"};

TEST(EntityTag, RoundTrips) {
  EXPECT_EQ(parse_entity_tag("\"abc\""), strong);
  EXPECT_EQ(parse_entity_tag(" W/\"abc\" "), weak);
  EXPECT_EQ(parse_entity_tag("\"\"")->opaque, "");
  EXPECT_EQ(strong.text(), "\"abc\"");
  EXPECT_EQ(weak.text(), "W/\"abc\"");
}

TEST(EntityTag, RejectsAnythingElse) {
  for (const char* text :
       {"", "abc", "\"abc", "abc\"", "w/\"abc\"", "W/ \"abc\"", "\"a b\"", "\"a\x7f\"", "\"a\" \"b\"", "\"a\",", "*"})
    EXPECT_FALSE(parse_entity_tag(text)) << text;
}

TEST(EntityTag, ComparesLikeTheTableOfTheStandard) {  // RFC 9110, section 8.8.3.2
  EXPECT_TRUE(matches_strongly(strong, strong));
  EXPECT_FALSE(matches_strongly(strong, weak));
  EXPECT_FALSE(matches_strongly(weak, weak));
  EXPECT_TRUE(matches_weakly(weak, strong));
  EXPECT_TRUE(matches_weakly(weak, weak));
  EXPECT_FALSE(matches_weakly(strong, {TagStrength::Strong, "abd"}));
}

TEST(IfNoneMatch, ComparesEveryTagOfTheList) {
  for (const char* value : {"\"abc\"", "W/\"abc\"", "\"x\", \"abc\"", "\"x,y\" , W/\"abc\",", " * ", ",,\"abc\""})
    EXPECT_TRUE(if_none_match_lists(value, strong)) << value;
  for (const char* value : {"", "abc", "\"x\"", "\"abc\", *", "\"abc\" \"x\"", "\"abc\", x", "\"ABC\""})
    EXPECT_FALSE(if_none_match_lists(value, strong)) << value;
}

TEST(IfMatch, ComparesStrongly) {
  EXPECT_TRUE(if_match_lists("\"x\", \"abc\"", strong));
  EXPECT_TRUE(if_match_lists("*", strong));
  EXPECT_FALSE(if_match_lists("W/\"abc\"", strong));
  EXPECT_FALSE(if_match_lists("", strong));
}

}  // namespace
}  // namespace wasmpair

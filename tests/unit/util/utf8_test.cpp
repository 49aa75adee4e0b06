#include "util/utf8.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

TEST(Utf8, AcceptsTheLowestAndHighestOfEachLength) {
  EXPECT_TRUE(is_utf8(""));
  EXPECT_TRUE(is_utf8("\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xef\xbf\xbf\xf0\x90\x80\x80\xf4\x8f\xbf\xbf"));
}

TEST(Utf8, RejectsOverlongSequences) {
  EXPECT_FALSE(is_utf8("\xc1\xbf"));
  EXPECT_FALSE(is_utf8("\xe0\x9f\xbf"));
  EXPECT_FALSE(is_utf8("\xf0\x8f\xbf\xbf"));
}

TEST(Utf8, RejectsSurrogatesAndValuesAboveUnicode) {
  EXPECT_FALSE(is_utf8("\xed\xa0\x80"));
  EXPECT_FALSE(is_utf8("\xf4\x90\x80\x80"));
  EXPECT_FALSE(is_utf8("\xff"));
}

TEST(Utf8, RejectsTruncatedSequences) {
  EXPECT_FALSE(is_utf8("a\xc3"));
  EXPECT_FALSE(is_utf8("\xe2\x82"));
  EXPECT_FALSE(is_utf8("\xe2\x82z"));
  EXPECT_FALSE(is_utf8("\xc3\xc3"));
  EXPECT_FALSE(is_utf8("\xe2\x82\xc0"));
  EXPECT_FALSE(is_utf8("\x80"));
}

TEST(Utf8, MeasuresASingleSequence) {
  EXPECT_EQ(utf8_sequence("é!"), 2u);
  EXPECT_EQ(utf8_sequence("✓"), 3u);
  EXPECT_EQ(utf8_sequence("\xa0"), 0u);
  EXPECT_EQ(utf8_sequence(std::string_view("é").substr(0, 1)), 0u) << "read what follows the text";
}

TEST(Utf8, DecodesOneSequence) {
  EXPECT_EQ(code_point("A"), U'A');
  EXPECT_EQ(code_point("é"), U'é');
  EXPECT_EQ(code_point("✓"), U'✓');
  EXPECT_EQ(code_point("\U0001f600"), U'\U0001f600');
}

}  // namespace
}  // namespace wasmpair

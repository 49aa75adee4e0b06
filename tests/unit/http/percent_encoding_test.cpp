#include "http/percent_encoding.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

TEST(PercentEncoding, IsDecoded) {
  EXPECT_EQ(percent_decode("/a%20b/%C3%A9"), "/a b/\u00e9");
  EXPECT_EQ(percent_decode("%2f%2F"), "//");
  EXPECT_EQ(percent_decode(""), "");
}

TEST(PercentEncoding, IsMalformed) {
  for (const char* const text : {"%", "a%4", "%4g", "%zz", "%-1", "% 1"})
    EXPECT_EQ(percent_decode(text), std::nullopt) << text;
}

TEST(PercentEncoding, LeavesUnreservedCharactersAndSlashes) {
  EXPECT_EQ(percent_encode("/a-b._~/C9"), "/a-b._~/C9");
  EXPECT_EQ(percent_encode("/a b;\u00e9%"), "/a%20b%3B%C3%A9%25");
}

}  // namespace
}  // namespace wasmpair

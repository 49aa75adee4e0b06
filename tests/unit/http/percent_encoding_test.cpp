#include "http/percent_encoding.h"

#include <gtest/gtest.h>

#include <map>

namespace wasmpair {
namespace {

const std::map<std::string_view, std::string_view> canonical{
    {"", ""}, {"/a-b._~/C9", "/a-b._~/C9"}, {"/a%20b/%C3%A9", "/a b/\u00e9"}, {"%3B%25", ";%"}};

TEST(PercentEncoding, IsDecoded) {
  for (const auto& [encoded, decoded] : canonical) EXPECT_EQ(percent_decode(encoded), decoded);
  EXPECT_EQ(percent_decode("%2f%2F%41"), "//A");
}

TEST(PercentEncoding, IsMalformed) {
  for (const char* const text : {"%", "a%4", "%4g", "%zz", "%-1", "% 1"})
    EXPECT_EQ(percent_decode(text), std::nullopt) << text;
  // What follows the text is not read.
  for (const std::size_t length : {1U, 2U})
    EXPECT_EQ(percent_decode(std::string_view("%41").substr(0, length)), std::nullopt);
}

TEST(PercentEncoding, LeavesUnreservedCharactersAndSlashes) {
  for (const auto& [encoded, decoded] : canonical) EXPECT_EQ(percent_encode(decoded), encoded);
}

}  // namespace
}  // namespace wasmpair

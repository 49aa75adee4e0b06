#include "http/content_coding.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

TEST(ContentCoding, IsNamedAsRegistered) {
  EXPECT_EQ(content_coding_name("br"), "br");
  EXPECT_EQ(content_coding_name(" GZip\t"), "gzip");
  EXPECT_EQ(content_coding_name("X-Gzip"), "gzip");
  EXPECT_EQ(content_coding_name("x-compress"), "compress");
  EXPECT_EQ(content_coding_name(""), "");
}

}  // namespace
}  // namespace wasmpair

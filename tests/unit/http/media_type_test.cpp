#include "http/media_type.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

TEST(MediaType, IsSplit) {
  EXPECT_EQ(parse_media_type("application/wasm").essence, "application/wasm");
  EXPECT_FALSE(parse_media_type("application/wasm").has_parameters);
  EXPECT_EQ(parse_media_type(" Text/HTML ; charset=utf-8").essence, "text/html");
  EXPECT_TRUE(parse_media_type("text/html;").has_parameters);
  EXPECT_EQ(parse_media_type("").essence, "");
}

}  // namespace
}  // namespace wasmpair

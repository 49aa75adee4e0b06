#include "http/content_coding.h"

#include <gtest/gtest.h>

#include <map>

namespace wasmpair {
namespace {

TEST(ContentCoding, HasItsRegisteredName) {
  const std::map<std::string_view, std::string_view> names{
      {"br", "br"}, {" GZip\t", "gzip"}, {"X-Gzip", "gzip"}, {"x-compress", "compress"}, {"", ""}};
  for (const auto& [written, registered] : names) EXPECT_EQ(content_coding_name(written), registered) << written;
}

}  // namespace
}  // namespace wasmpair

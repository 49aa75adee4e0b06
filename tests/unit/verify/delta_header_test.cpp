#include "verify/delta_header.h"

#include <gtest/gtest.h>

#include "util/text_bytes.h"

namespace wasmpair {
namespace {

using namespace std::string_literals;

TEST(DeltaHeader, IsThatOfRfc9842) {
  const std::string digest(32, 'x');
  Sha256 of_x;
  of_x.bytes.fill('x');
  const std::string dcb = "\xff\x44\x43\x42" + digest;
  const std::string dcz = "\x5e\x2a\x4d\x18\x20\0\0\0"s + digest;
  for (const auto& [token, header] : {std::pair{"dcb", dcb}, std::pair{"dcz", dcz}}) {
    const DeltaCodingInfo* const format = find_delta_coding(token);
    ASSERT_NE(format, nullptr);
    EXPECT_EQ(format->header_bytes(), header.size());
    EXPECT_EQ(coding_of_delta(bytes_of(header)), format);
    EXPECT_EQ(dictionary_in_header(*format, bytes_of(header)), of_x);
    for (std::size_t size = 0; size < header.size(); ++size)
      EXPECT_FALSE(dictionary_in_header(*format, bytes_of(header).first(size))) << size;
  }
  EXPECT_FALSE(dictionary_in_header(*find_delta_coding("dcb"), bytes_of(dcz)));
  EXPECT_EQ(find_delta_coding("br"), nullptr);
  EXPECT_EQ(find_delta_coding(""), nullptr);
  EXPECT_EQ(coding_of_delta(bytes_of("\0asm"s)), nullptr);
}

TEST(DeltaHeader, RefusesWindowsThatBrowsersRefuse) {
  const DeltaCodingInfo& format = *find_delta_coding("dcz");
  const auto with_window = [](char descriptor) {
    return "\x5e\x2a\x4d\x18\x20\0\0\0"s + std::string(32, 'x') + "\x28\xb5\x2f\xfd" + '\0' + descriptor;
  };
  EXPECT_TRUE(has_allowed_window(format, bytes_of(with_window(13 << 3)), 1000)) << "8 MiB";
  EXPECT_FALSE(has_allowed_window(format, bytes_of(with_window(14 << 3)), 1000)) << "16 MiB";
  EXPECT_TRUE(has_allowed_window(format, bytes_of(with_window(14 << 3)), 16 << 20)) << "of a larger dictionary";
}

}  // namespace
}  // namespace wasmpair

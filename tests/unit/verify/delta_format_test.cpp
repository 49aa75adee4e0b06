#include "verify/delta_format.h"

#include <gtest/gtest.h>

#include "encode/delta.h"
#include "util/text_bytes.h"

namespace wasmpair {
namespace {

using namespace std::string_literals;

const std::string dictionary_text(5000, 'd');

TEST(DeltaFormat, KnowsWhatThisProgramEncodes) {
  const Dictionary dictionary{bytes_of(dictionary_text), sha256(bytes_of(dictionary_text))};
  const std::string content = dictionary_text + "more";
  for (const DeltaCodingInfo& coding : delta_codings()) {
    const DeltaFormat* const format = find_delta_format(coding.token);
    ASSERT_NE(format, nullptr) << coding.token;
    EXPECT_EQ(format->coding, coding.coding);
    std::atomic<std::uint64_t> fed{0};
    const auto delta = encode_delta(bytes_of(content), dictionary, delta_recipe(Level::Fast, coding.coding), {{}, fed});
    ASSERT_TRUE(delta);
    EXPECT_EQ(format_of_delta(*delta), format);
    EXPECT_EQ(dictionary_in_header(*format, *delta), dictionary.digest);
    EXPECT_TRUE(has_allowed_window(*format, *delta, dictionary_text.size()));
    EXPECT_NE(make_delta_decoder(coding.coding, dictionary.content), nullptr);
  }
}

TEST(DeltaFormat, IsThatOfRfc9842) {
  const std::string digest(32, 'x');
  Sha256 of_x;
  of_x.bytes.fill('x');
  const std::string dcb = "\xff\x44\x43\x42" + digest;
  const std::string dcz = "\x5e\x2a\x4d\x18\x20\0\0\0"s + digest;
  for (const auto& [token, header] : {std::pair{"dcb", dcb}, std::pair{"dcz", dcz}}) {
    const DeltaFormat* const format = find_delta_format(token);
    ASSERT_NE(format, nullptr);
    EXPECT_EQ(format->header_bytes(), header.size());
    EXPECT_EQ(format_of_delta(bytes_of(header)), format);
    EXPECT_EQ(dictionary_in_header(*format, bytes_of(header)), of_x);
    for (std::size_t size = 0; size < header.size(); ++size)
      EXPECT_FALSE(dictionary_in_header(*format, bytes_of(header).first(size))) << size;
  }
  EXPECT_FALSE(dictionary_in_header(*find_delta_format("dcb"), bytes_of(dcz)));
  EXPECT_EQ(find_delta_format("br"), nullptr);
  EXPECT_EQ(find_delta_format(""), nullptr);
  EXPECT_EQ(format_of_delta(bytes_of("\0asm"s)), nullptr);
}

TEST(DeltaFormat, RefusesWindowsThatBrowsersRefuse) {
  const DeltaFormat& format = *find_delta_format("dcz");
  const auto with_window = [](char descriptor) {
    return "\x5e\x2a\x4d\x18\x20\0\0\0"s + std::string(32, 'x') + "\x28\xb5\x2f\xfd" + '\0' + descriptor;
  };
  EXPECT_TRUE(has_allowed_window(format, bytes_of(with_window(13 << 3)), 1000)) << "8 MiB";
  EXPECT_FALSE(has_allowed_window(format, bytes_of(with_window(14 << 3)), 1000)) << "16 MiB";
  EXPECT_TRUE(has_allowed_window(format, bytes_of(with_window(14 << 3)), 16 << 20)) << "of a larger dictionary";
}

}  // namespace
}  // namespace wasmpair

#include "wasmpair/digest.h"

#include <gtest/gtest.h>

#include "util/checkpointed_digest.h"
#include "util/text_bytes.h"

namespace wasmpair {
namespace {

// FIPS 180-4, the example "abc".
constexpr std::string_view of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

TEST(Digest, IsThatOfTheStandard) {
  EXPECT_EQ(sha256(bytes_of("abc")).hex(), of_abc);
  EXPECT_EQ(integrity(bytes_of("abc")), "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn");
}

TEST(Digest, IsReadAsItWasWritten) {
  EXPECT_EQ(parse_sha256(of_abc), sha256(bytes_of("abc")));
  std::string wrong(of_abc);
  EXPECT_FALSE(parse_sha256(wrong + "0"));
  EXPECT_FALSE(parse_sha256(wrong.substr(1)));
  EXPECT_FALSE(parse_sha256(""));
  for (const char c : {'g', 'B', ' ', '\0', '/'}) {
    wrong[63] = c;
    EXPECT_FALSE(parse_sha256(wrong)) << c;
  }
}

Bytes numbered(std::size_t size) {
  Bytes content(size);
  for (std::size_t i = 0; i < size; ++i) content[i] = static_cast<std::uint8_t>(i % 251);
  return content;
}

TEST(CheckpointedDigest, IsThatOfAnyOtherContent) {
  constexpr std::size_t interval = std::size_t{512} << 10U;
  for (const std::size_t size : {std::size_t{0}, interval - 1, interval, 3 * interval, 3 * interval + 5}) {
    const Bytes content = numbered(size);
    const CheckpointedSha256 known(content);
    EXPECT_EQ(known.digest(), sha256(content)) << size;
    for (const std::size_t other_size : {std::size_t{0}, std::size_t{1}, interval, 3 * interval, 4 * interval + 1}) {
      Bytes other = numbered(other_size);
      EXPECT_EQ(known.digest_of(other), sha256(other)) << size << " " << other_size;
      for (const std::size_t changed : {std::size_t{0}, interval - 1, interval, 2 * interval + 7}) {
        if (changed >= other_size) continue;
        other = numbered(other_size);
        other[changed] ^= 1U;
        EXPECT_EQ(known.digest_of(other), sha256(other)) << size << " " << other_size << " " << changed;
      }
    }
  }
}

}  // namespace
}  // namespace wasmpair

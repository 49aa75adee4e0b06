#include "wasmpair/digest.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace wasmpair

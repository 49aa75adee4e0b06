#include "util/leb128.h"

#include <gtest/gtest.h>

#include <limits>

#include "util/byte_reader.h"

namespace wasmpair {
namespace {

constexpr std::uint32_t unsigned_values[] = {0, 1, 127, 128, 16'383, 16'384, 0x7fffffff, 0xffffffff};
constexpr std::int32_t signed_values[] = {0,
                                          63,
                                          64,
                                          -1,
                                          -64,
                                          -65,
                                          8'191,
                                          8'192,
                                          134'217'727,
                                          134'217'728,
                                          -8'192,
                                          -8'193,
                                          std::numeric_limits<std::int32_t>::max(),
                                          std::numeric_limits<std::int32_t>::min()};

TEST(Leb128, RoundTrips) {
  for (const std::uint32_t value : unsigned_values) {
    Bytes bytes;
    append_unsigned(bytes, value);
    EXPECT_EQ(ByteReader(bytes, {}).unsigned32("value"), value);
    EXPECT_EQ(unsigned_size(value), bytes.size()) << value;
  }
  for (const std::uint64_t value : {std::uint64_t{1} << 32, std::numeric_limits<std::uint64_t>::max()}) {
    Bytes bytes;
    append_unsigned(bytes, value);
    EXPECT_EQ(ByteReader(bytes, {}).unsigned64("value"), value);
  }
  for (const std::int32_t value : signed_values) {
    Bytes bytes;
    append_signed(bytes, value);
    EXPECT_EQ(ByteReader(bytes, {}).signed32("value"), value);
    EXPECT_EQ(signed_size(value), bytes.size()) << value;
  }
}

TEST(Leb128, UsesTheFewestBytes) {
  EXPECT_EQ(unsigned_size(127), 1u);
  EXPECT_EQ(unsigned_size(128), 2u);
  EXPECT_EQ(unsigned_size(0xffffffff), 5u);
  EXPECT_EQ(signed_size(63), 1u);
  EXPECT_EQ(signed_size(64), 2u);
  EXPECT_EQ(signed_size(-64), 1u);
  EXPECT_EQ(signed_size(-65), 2u);
  EXPECT_EQ(signed_size(134'217'727), 4u);
  EXPECT_EQ(signed_size(134'217'728), 5u);
}

}  // namespace
}  // namespace wasmpair

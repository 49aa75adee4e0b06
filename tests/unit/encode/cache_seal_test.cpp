#include "encode/cache_seal.h"

#include <gtest/gtest.h>

#include "unit/support/temporary_directory.h"
#include "util/text_bytes.h"

namespace wasmpair {
namespace {

using SealKeyFile = TemporaryDirectoryTest;

// printf abc | openssl dgst -sha256 -mac hmac -macopt
// hexkey:0102030000000000000000000000000000000000000000000000000000000000
TEST(Seal, IsHmacSha256) {
  EXPECT_EQ(seal({1, 2, 3}, bytes_of("abc")).hex(), "200fd2f9dada90b91212225a6b5e5975512edffd02503bb98ea612ca904daa24");
}

TEST(Seal, DependsOnKeyAndMessage) {
  EXPECT_TRUE(equal_seals(seal({1}, bytes_of("abc")), seal({1}, bytes_of("abc"))));
  EXPECT_FALSE(equal_seals(seal({1}, bytes_of("abc")), seal({2}, bytes_of("abc"))));
  EXPECT_FALSE(equal_seals(seal({1}, bytes_of("abc")), seal({1}, bytes_of("abd"))));
}

TEST_F(SealKeyFile, IsReplacedIfItIsDamaged) {
  load_seal_key(path("state"));
  for (const std::size_t size : {0U, 31U, 33U}) {
    write("state/cache-key", std::string(size, 'x'));
    EXPECT_TRUE(load_seal_key(path("state")));
    EXPECT_EQ(read("state/cache-key").size(), SealKey{}.size());
  }
}

TEST_F(SealKeyFile, IsNoneWhereItCannotBeStored) {
  write("file", "");
  EXPECT_EQ(load_seal_key(path("file")), std::nullopt);
  EXPECT_EQ(load_seal_key(path("file/below")), std::nullopt);
  EXPECT_EQ(load_seal_key(""), std::nullopt);
}

}  // namespace
}  // namespace wasmpair

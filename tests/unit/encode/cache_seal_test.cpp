#include "encode/cache_seal.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

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

TEST_F(SealKeyFile, IsMadeOnceForThisUserAlone) {
  const Umask everything(0);
  const std::optional<SealKey> key = load_seal_key(path("state/wasmpair"));
  ASSERT_TRUE(key);
  EXPECT_NE(*key, SealKey{});
  EXPECT_EQ(load_seal_key(path("state/wasmpair")), key);
  EXPECT_NE(load_seal_key(path("other")), key);
  EXPECT_EQ(status("state/wasmpair").st_mode & 0777U, 0700U);
  EXPECT_EQ(status("state/wasmpair/cache-key").st_mode & 0777U, 0600U);
  EXPECT_EQ(names("state/wasmpair"), std::set<std::string>{"cache-key"});
}

TEST_F(SealKeyFile, IsReplacedIfOthersCouldReadIt) {
  const std::optional<SealKey> key = load_seal_key(path("state"));
  ASSERT_EQ(::chmod(path("state/cache-key").c_str(), 0640), 0);
  const std::optional<SealKey> next = load_seal_key(path("state"));
  EXPECT_TRUE(next);
  EXPECT_NE(next, key);
  EXPECT_EQ(load_seal_key(path("state")), next);
}

TEST_F(SealKeyFile, IsReplacedIfItIsDamaged) {
  load_seal_key(path("state"));
  for (const std::size_t size : {0U, 31U, 33U}) {
    write("state/cache-key", std::string(size, 'x'));
    EXPECT_TRUE(load_seal_key(path("state")));
    EXPECT_EQ(read("state/cache-key").size(), SealKey{}.size());
  }
}

TEST_F(SealKeyFile, IsNotALink) {
  write("elsewhere", std::string(SealKey{}.size(), 'x'));
  ASSERT_EQ(::chmod(path("elsewhere").c_str(), 0600), 0);
  ASSERT_EQ(::mkdir(path("state").c_str(), 0700), 0);
  ASSERT_EQ(::symlink(path("elsewhere").c_str(), path("state/cache-key").c_str()), 0);
  const std::optional<SealKey> key = load_seal_key(path("state"));
  ASSERT_TRUE(key);
  SealKey linked{};
  linked.fill('x');
  EXPECT_NE(*key, linked);
  EXPECT_EQ(read("elsewhere"), std::string(SealKey{}.size(), 'x'));
}

TEST_F(SealKeyFile, IsNoneWhereOthersMayWrite) {
  load_seal_key(path("state"));
  ASSERT_EQ(::chmod(path("state").c_str(), 0770), 0);
  EXPECT_EQ(load_seal_key(path("state")), std::nullopt);
}

TEST_F(SealKeyFile, IsNoneWhereItCannotBeStored) {
  write("file", "");
  EXPECT_EQ(load_seal_key(path("file")), std::nullopt);
  EXPECT_EQ(load_seal_key(path("file/below")), std::nullopt);
  EXPECT_EQ(load_seal_key(""), std::nullopt);
}

}  // namespace
}  // namespace wasmpair

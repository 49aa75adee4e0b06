#include "encode/cache_seal.h"

#include <gtest/gtest.h>

#include "unit/support/files_posix.h"
#include "unit/support/temporary_directory.h"

namespace wasmpair {
namespace {

using SealKeyFile = TemporaryDirectoryTest;

TEST_F(SealKeyFile, IsMadeOnceForThisUserAlone) {
  const Umask everything(0);
  const std::optional<SealKey> key = load_seal_key(path("state/wasmpair"));
  ASSERT_TRUE(key);
  EXPECT_NE(*key, SealKey{});
  EXPECT_EQ(load_seal_key(path("state/wasmpair")), key);
  EXPECT_NE(load_seal_key(path("other")), key);
  EXPECT_EQ(status_of(path("state/wasmpair")).st_mode & 0777U, 0700U);
  EXPECT_EQ(status_of(path("state/wasmpair/cache-key")).st_mode & 0777U, 0600U);
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

}  // namespace
}  // namespace wasmpair

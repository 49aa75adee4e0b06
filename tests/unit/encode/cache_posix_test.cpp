#include "unit/encode/cache_test.h"
#include "unit/support/files_posix.h"

namespace wasmpair {
namespace {

TEST_F(CacheTest, IgnoresAFifoInPlaceOfAnEntry) {
  fs::create_directories(file_of("a").parent_path());
  make_fifo(file_of("a").generic_string());
  EXPECT_EQ(load("a"), std::nullopt);
}

TEST_F(CacheTest, IsForItsUserAloneWhateverTheUmask) {
  const Umask everything(0);
  store("a", noise(20));
  for (const fs::path& directory : {root.parent_path(), root, file_of("a").parent_path()})
    EXPECT_EQ(fs::status(directory).permissions(), fs::perms::owner_all) << directory;
  EXPECT_FALSE(cache.warning());
}

TEST_F(CacheTest, RefusesADirectoryThatOthersMayWriteTo) {
  store("a", noise(20));
  for (const fs::perms others : {fs::perms::group_write, fs::perms::others_write}) {
    fs::permissions(root, fs::perms::owner_all | others);
    EXPECT_EQ(load("a"), std::nullopt);
    store("b", noise(20));
    EXPECT_FALSE(fs::exists(file_of("b")));
    Cache(root.generic_string(), seal_key, 0).trim();
    EXPECT_TRUE(fs::exists(file_of("a")));
    ASSERT_TRUE(cache.warning());
    EXPECT_EQ(cache.warning()->place, "cache " + root.generic_string());
  }
  fs::permissions(root, fs::perms::owner_all | fs::perms::group_read);
  EXPECT_EQ(load("a"), noise(20));
}

}  // namespace
}  // namespace wasmpair

#include "unit/encode/cache_test.h"

#include <algorithm>
#include <ctime>
#include <vector>

#include "encode/cache_key.h"
#include "util/ascii.h"

namespace wasmpair {
namespace {

TEST_F(CacheTest, RoundTrips) {
  for (const std::size_t size : {0U, 1U, 5000U}) {
    store("a", noise(size));
    EXPECT_EQ(load("a"), noise(size));
  }
}

TEST_F(CacheTest, FindsNothingUnderAnotherKey) {
  EXPECT_EQ(load("a"), std::nullopt);
  store("a", noise(10));
  EXPECT_EQ(load("b"), std::nullopt);
}

TEST_F(CacheTest, DetectsEveryFlippedBit) {
  store("a", noise(20));
  const Bytes good = read_file(file_of("a").generic_string());
  ASSERT_EQ(good.size(), cache_entry_header_bytes + 20);
  for (std::size_t i = 0; i < good.size(); ++i)
    for (const unsigned bit : {1U, 0x80U}) {
      Bytes bad = good;
      bad[i] = static_cast<std::uint8_t>(bad[i] ^ bit);
      overwrite("a", bad);
      const bool in_seal = i >= sealed_header_bytes && i < cache_entry_header_bytes;
      EXPECT_EQ(trust_of("a"), in_seal ? std::optional(Trust::Unsealed) : std::nullopt) << "byte " << i;
    }
  overwrite("a", good);
  EXPECT_EQ(load("a"), noise(20));
}

TEST_F(CacheTest, DetectsEveryTruncation) {
  store("a", noise(20));
  const Bytes good = read_file(file_of("a").generic_string());
  for (std::size_t size = 0; size < good.size(); ++size) {
    overwrite("a", Bytes(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size)));
    EXPECT_EQ(load("a"), std::nullopt) << size << " bytes";
  }
}

TEST_F(CacheTest, DetectsTrailingBytes) {
  store("a", noise(20));
  Bytes longer = read_file(file_of("a").generic_string());
  longer.push_back(0);
  overwrite("a", longer);
  EXPECT_EQ(load("a"), std::nullopt);
}

TEST_F(CacheTest, DetectsAnEntryOfAnotherKey) {
  store("a", noise(20));
  store("b", noise(30));
  overwrite("a", read_file(file_of("b").generic_string()));
  EXPECT_EQ(load("a"), std::nullopt);
}

TEST_F(CacheTest, IgnoresAnEntryLargerThanExpected) {
  store("a", noise(20));
  EXPECT_EQ(load("a", 19), std::nullopt);
  EXPECT_EQ(load("a", 20), noise(20));
}

TEST_F(CacheTest, DetectsASizeThatDiffersFromTheFiles) {
  store("a", {});
  Bytes boast = read_file(file_of("a").generic_string());
  const CacheEntryHeaderBytes header = write_cache_entry_header({key_of("a"), std::uint64_t{1} << 60, sha256({}), {}});
  boast.assign(header.begin(), header.end());
  overwrite("a", boast);
  EXPECT_EQ(load("a", ~std::uint64_t{0}), std::nullopt);
}

TEST_F(CacheTest, RewritesABadEntry) {
  store("a", noise(20));
  overwrite("a", {});
  store("a", noise(20));
  EXPECT_EQ(load("a"), noise(20));
}

TEST_F(CacheTest, IgnoresADirectoryInPlaceOfAnEntry) {
  fs::create_directories(file_of("a"));
  EXPECT_EQ(load("a"), std::nullopt);
  store("a", noise(20));  // must not throw
}

TEST_F(CacheTest, StoresNothingWhereItCannotWrite) {
  fs::create_directories(root.parent_path());
  write_file(root.generic_string(), {}, Durability::Unsynced);  // a file in place of the directory
  store("a", noise(20));
  EXPECT_EQ(load("a"), std::nullopt);
  cache.trim();
  EXPECT_EQ(fs::file_size(root), 0U);
}

TEST_F(CacheTest, LeavesNoTemporaryFile) {
  store("a", noise(20));
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root))
    if (fs::is_regular_file(entry.path())) files.push_back(entry.path());
  EXPECT_EQ(files, std::vector<fs::path>{file_of("a")});
}

TEST_F(CacheTest, SealsWhatItStores) {
  store("a", noise(20));
  EXPECT_EQ(trust_of("a"), Trust::Sealed);
}

TEST_F(CacheTest, DoesNotTrustTheSealOfAnotherKey) {
  const Cache others(root.generic_string(), SealKey{4, 5, 6});
  others.store(key_of("a"), noise(20), sha256(noise(20)));
  EXPECT_EQ(trust_of("a"), Trust::Unsealed);
}

TEST_F(CacheTest, TrustsNothingWithoutAKey) {
  const Cache keyless(root.generic_string(), std::nullopt);
  keyless.store(key_of("a"), noise(20), sha256(noise(20)));
  EXPECT_EQ(keyless.load(key_of("a"), any_size)->trust, Trust::Unsealed);
  EXPECT_EQ(trust_of("a"), Trust::Unsealed);
  store("a", noise(20));
  EXPECT_EQ(keyless.load(key_of("a"), any_size)->trust, Trust::Unsealed);
}

TEST_F(CacheTest, DoesNotTrustAPayloadUnderTheSealOfAnother) {
  store("a", noise(20));
  const Bytes sealed_entry = read_file(file_of("a").generic_string());
  CacheEntryHeader header{key_of("a"), 30, sha256(noise(30)), {}};
  std::copy_n(sealed_entry.begin() + sealed_header_bytes, header.seal.bytes.size(), header.seal.bytes.begin());
  const CacheEntryHeaderBytes bytes = write_cache_entry_header(header);
  Bytes planted(bytes.begin(), bytes.end());
  for (const std::uint8_t byte : noise(30)) planted.push_back(byte);
  overwrite("a", planted);
  EXPECT_EQ(trust_of("a"), Trust::Unsealed);
}

TEST_F(CacheTest, FollowsNoLinkInItsDirectory) {
  store("a", noise(20));
  const fs::path elsewhere = temporary.path() / "elsewhere";
  fs::rename(file_of("a").parent_path(), elsewhere);
  fs::create_symlink(elsewhere, file_of("a").parent_path());
  Cache(root.generic_string(), seal_key, 0).trim();
  EXPECT_TRUE(fs::exists(elsewhere / file_of("a").filename()));
  store("a", noise(30));
  EXPECT_EQ(fs::file_size(elsewhere / file_of("a").filename()), cache_entry_header_bytes + 20);
}

TEST_F(CacheTest, TrimsTheLeastRecentlyUsed) {
  const Cache small(root.generic_string(), seal_key, 2 * (cache_entry_header_bytes + 1000));
  const std::time_t now = std::time(nullptr);
  int age = 400;
  for (const char* const key : {"a", "b", "c", "d"}) {
    store(key, noise(1000));
    fs::last_write_time(file_of(key), now - age);
    age -= 100;
  }
  EXPECT_NE(load("a"), std::nullopt);  // marks it as used
  small.trim();
  EXPECT_NE(load("a"), std::nullopt);
  EXPECT_EQ(load("b"), std::nullopt);
  EXPECT_EQ(load("c"), std::nullopt);
  EXPECT_NE(load("d"), std::nullopt);
}

TEST_F(CacheTest, KeepsEverythingWithinTheLimit) {
  const Cache small(root.generic_string(), seal_key, 2 * (cache_entry_header_bytes + 1000));
  store("a", noise(1000));
  store("b", noise(1000));
  small.trim();
  EXPECT_NE(load("a"), std::nullopt);
  EXPECT_NE(load("b"), std::nullopt);
}

TEST_F(CacheTest, TrimsOnlyEntriesAndLeftovers) {
  const Cache none(root.generic_string(), seal_key, 0);
  store("a", noise(1000));
  const fs::path foreign = file_of("a").parent_path() / "notes.txt";
  const fs::path elsewhere = root / "photos" / std::string(62, 'a');
  const fs::path leftover = file_of("a").parent_path() / ".wasmpair.0123456789abcdef.tmp";
  fs::create_directories(elsewhere.parent_path());
  for (const fs::path& file : {foreign, elsewhere, leftover})
    write_file(file.generic_string(), noise(10), Durability::Unsynced);
  none.trim();
  EXPECT_EQ(load("a"), std::nullopt);
  EXPECT_TRUE(fs::exists(foreign));
  EXPECT_TRUE(fs::exists(elsewhere));
  EXPECT_FALSE(fs::exists(leftover));
}

TEST(CacheKey, DependsOnEverythingThatAffectsTheOutput) {
  const Sha256 content = key_of("content");
  const Recipe& release = recipe(Level::Release, Coding::Brotli);
  const Sha256 key = cache_key(content, release, "libbrotlienc 1.0.9");
  EXPECT_EQ(cache_key(content, release, "libbrotlienc 1.0.9"), key);
  EXPECT_NE(cache_key(key_of("other"), release, "libbrotlienc 1.0.9"), key);
  EXPECT_NE(cache_key(content, release, "libbrotlienc 1.1.0"), key);
  EXPECT_NE(cache_key(content, recipe(Level::Smallest, Coding::Brotli), "libbrotlienc 1.0.9"), key);
  EXPECT_NE(cache_key(content, recipe(Level::Release, Coding::Gzip), "libbrotlienc 1.0.9"), key);
}

TEST(CacheKey, IsTheSameForRecipesThatWriteTheSameBytes) {
  // Release and smallest use the same gzip parameters.
  const Sha256 content = key_of("content");
  EXPECT_EQ(cache_key(content, recipe(Level::Release, Coding::Gzip), "x"),
            cache_key(content, recipe(Level::Smallest, Coding::Gzip), "x"));
}

}  // namespace
}  // namespace wasmpair

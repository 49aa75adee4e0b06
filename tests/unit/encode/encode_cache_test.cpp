// encode() with its caches.
#include <gtest/gtest.h>

#include <map>
#include <mutex>

#include "encode/cache_entry.h"
#include "encode/cache_key.h"
#include "encode/codings.h"
#include "encode/encode.h"
#include "encode/encoders.h"
#include "encode/recipes.h"
#include "unit/encode/encode_runs.h"
#include "unit/encode/samples.h"
#include "unit/support/temporary_directory.h"
#include "util/atomic_file.h"
#include "util/files.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

namespace fs = boost::filesystem;

class EncodeWithCache : public testing::Test {
 protected:
  std::vector<Encoding> run() const { return encode_one(content, options_for(Level::Fast, 2, &cache)); }

  std::vector<fs::path> files() const {
    std::vector<fs::path> found;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(temporary.path()))
      if (fs::is_regular_file(entry.path())) found.push_back(entry.path());
    return found;
  }

  TemporaryDirectory temporary;
  Cache cache{temporary.generic_string(), SealKey{1}};
  Bytes content = lines(20'000);
};

TEST_F(EncodeWithCache, KeepsADeltaPerDictionary) {
  const Bytes earlier = lines(4000);
  const Bytes other = lines(3000);
  const std::vector<Content> contents{{content, sha256(content), "app.wasm", {{earlier, sha256(earlier)}}}};
  EncodeOptions options = options_for(Level::Fast, 2, &cache);
  options.delta_codings = {Coding::Zstandard};
  const Delta first = encode(contents, options).at(0).deltas.at(0);
  const Delta again = encode(contents, options).at(0).deltas.at(0);
  EXPECT_EQ(first.origin, EncodingOrigin::Encoder);
  EXPECT_EQ(again.origin, EncodingOrigin::Cache);
  EXPECT_EQ(first.content, again.content);
  const std::vector<Content> others{{content, sha256(content), "app.wasm", {{other, sha256(other)}}}};
  EXPECT_EQ(encode(others, options).at(0).deltas.at(0).origin, EncodingOrigin::Encoder);
}

TEST_F(EncodeWithCache, EncodesOnce) {
  const std::vector<Encoding> first = run();
  const std::vector<Encoding> second = run();
  EXPECT_EQ(hits(first), 0);
  EXPECT_EQ(hits(second), 3);
  EXPECT_EQ(contents_of(first), contents_of(second));
  expect_correct(second, content);
}

TEST_F(EncodeWithCache, ReportsNothingIfNothingIsEncoded) {
  run();
  Recorder recorder;
  EncodeOptions options = options_for(Level::Fast, 2, &cache);
  options.progress = &recorder;
  encode_one(content, options);
  EXPECT_EQ(recorder.updates, 0);
}

TEST_F(EncodeWithCache, EncodesAChangedContent) {
  run();
  content[10] ^= 1;
  EXPECT_EQ(hits(run()), 0);
}

TEST_F(EncodeWithCache, RebuildsABadEntry) {
  const std::vector<Bytes> good = contents_of(run());
  for (const fs::path& file : files()) {
    Bytes entry = read_file(file.generic_string());
    entry.back() ^= 1;
    write_file(file.generic_string(), entry, Durability::Unsynced);
  }
  const std::vector<Encoding> rebuilt = run();
  EXPECT_EQ(hits(rebuilt), 0);
  EXPECT_EQ(contents_of(rebuilt), good);
  EXPECT_EQ(hits(run()), 3);
}

TEST_F(EncodeWithCache, BelievesNoEntryThatOthersStored) {
  const std::vector<Bytes> good = contents_of(run());
  const Cache others(temporary.generic_string(), SealKey{2});
  const Recipe& brotli = recipe(Level::Fast, Coding::Brotli);
  const Sha256 key = cache_key(sha256(content), brotli, encoder_version(Coding::Brotli));
  // The encoding of another content, no encoding, and bytes that are none.
  for (const Bytes& planted : {encode_one(lines(20'001), options_for(Level::Fast)).at(0).content, Bytes(), noise(28)}) {
    others.store(key, planted, sha256(planted));
    const std::vector<Encoding> encodings = run();
    EXPECT_EQ(contents_of(encodings), good);
    EXPECT_EQ(hits(encodings), 2);
    EXPECT_EQ(hits(run()), 3);
  }
}

TEST_F(EncodeWithCache, DecodesWhatAnotherMachineStoredAndSealsIt) {
  const Cache others(temporary.generic_string(), SealKey{2});
  const std::vector<Bytes> good = contents_of(encode_one(content, options_for(Level::Fast, 2, &others)));
  const std::vector<Encoding> encodings = run();
  EXPECT_EQ(hits(encodings), 3);
  EXPECT_EQ(contents_of(encodings), good);
  const Recipe& brotli = recipe(Level::Fast, Coding::Brotli);
  const Sha256 key = cache_key(sha256(content), brotli, encoder_version(Coding::Brotli));
  EXPECT_EQ(cache.load(key, content.size())->trust, Trust::Sealed);
}

TEST_F(EncodeWithCache, DecodesEveryHitWithoutAKey) {
  const Cache keyless(temporary.generic_string(), std::nullopt);
  run();
  EXPECT_EQ(hits(encode_one(content, options_for(Level::Fast, 2, &keyless))), 3);
}

TEST_F(EncodeWithCache, RemembersThatACodingIsNotSmaller) {
  content = noise(20'000);
  EXPECT_TRUE(run().empty());
  const std::vector<fs::path> entries = files();
  ASSERT_EQ(entries.size(), 3U);
  for (const fs::path& file : entries) {
    EXPECT_EQ(fs::file_size(file), cache_entry_header_bytes);
    fs::last_write_time(file, 1000);
  }
  EXPECT_TRUE(run().empty());
  for (const fs::path& file : entries) EXPECT_GT(fs::last_write_time(file), 1000);  // reading marks it as used
}

TEST_F(EncodeWithCache, KeepsTheCacheWithinItsLimit) {
  const Cache tiny(temporary.generic_string(), SealKey{1}, 0);
  EXPECT_EQ(encode_one(content, options_for(Level::Fast, 2, &tiny)).size(), 3U);
  EXPECT_TRUE(files().empty());
}

TEST_F(EncodeWithCache, StoresOnlyVerifiedEncodings) {
  class Thrower : public Progress {
   public:
    void update(std::string_view, std::uint64_t done, std::uint64_t) override {
      if (done == 0) throw std::runtime_error("the terminal is gone");
    }
  } thrower;
  EncodeOptions options = options_for(Level::Fast, 2, &cache);
  options.progress = &thrower;
  EXPECT_THROW(encode_one(content, options), std::runtime_error);
  EXPECT_TRUE(files().empty());
}

/// A shared cache in memory whose entries a test can replace.
class InMemoryCache : public SharedCache {
 public:
  std::optional<CacheEntry> load(const Sha256& key, std::uint64_t max_bytes) override {
    const std::scoped_lock lock(mutex_);
    ++loads;
    const auto found = entries.find(key.bytes);
    if (found == entries.end() || found->second.content.size() > max_bytes) return std::nullopt;
    return found->second;
  }
  void store(const Sha256& key, ByteView content, const Sha256& digest) override {
    const std::scoped_lock lock(mutex_);
    entries[key.bytes] = {Bytes(content.begin(), content.end()), digest};
  }
  void report_damage() override { ++damaged; }

  std::map<decltype(Sha256::bytes), CacheEntry> entries;
  std::atomic<int> loads = 0;
  std::atomic<int> damaged = 0;

 private:
  std::mutex mutex_;
};

class EncodeWithSharedCache : public EncodeWithCache {
 protected:
  /// Runs on a machine without a cache.
  std::vector<Encoding> run_elsewhere() { return run_with(nullptr); }

  std::vector<Encoding> run_with(const Cache* own) {
    EncodeOptions options = options_for(Level::Fast, 2, own);
    options.shared_cache = &shared;
    return encode_one(content, options);
  }

  void replace_each(const Bytes& bytes) {
    for (auto& [key, entry] : shared.entries) entry = {bytes, sha256(bytes)};
  }

  InMemoryCache shared;
};

TEST_F(EncodeWithSharedCache, EncodesOnce) {
  const std::vector<Encoding> first = run_elsewhere();
  const std::vector<Encoding> second = run_elsewhere();
  EXPECT_EQ(hits(first, EncodingOrigin::Encoder), 3);
  EXPECT_EQ(hits(second, EncodingOrigin::SharedCache), 3);
  EXPECT_EQ(contents_of(first), contents_of(second));
  expect_correct(second, content);
}

TEST_F(EncodeWithSharedCache, StoresSharedEntriesInTheLocalCache) {
  run_elsewhere();
  EXPECT_EQ(hits(run_with(&cache), EncodingOrigin::SharedCache), 3);
  shared.loads = 0;
  EXPECT_EQ(hits(run_with(&cache), EncodingOrigin::Cache), 3);
  EXPECT_EQ(shared.loads, 0);
}

TEST_F(EncodeWithSharedCache, KeepsTheLocalCacheWithinItsLimit) {
  run_elsewhere();
  const Cache tiny(temporary.generic_string(), SealKey{1}, 0);
  EXPECT_EQ(hits(run_with(&tiny), EncodingOrigin::SharedCache), 3);
  EXPECT_TRUE(files().empty());
}

TEST_F(EncodeWithSharedCache, RejectsEntriesThatDoNotDecodeToTheContent) {
  const std::vector<Bytes> correct = contents_of(run_elsewhere());
  const std::vector<Bytes> others = contents_of(encode_one(lines(19'999), options_for(Level::Fast)));
  for (const Bytes& wrong : {noise(100), Bytes(), others[0], others[1], others[2]}) {
    replace_each(wrong);
    shared.damaged = 0;
    const std::vector<Encoding> made = run_with(&cache);
    EXPECT_EQ(contents_of(made), correct);
    EXPECT_EQ(hits(made, EncodingOrigin::Encoder), 3);
    EXPECT_EQ(shared.damaged, 3);
    EXPECT_EQ(hits(run_elsewhere(), EncodingOrigin::SharedCache), 3);  // they have been rewritten
    for (const fs::path& file : files()) fs::remove(file);
  }
}

TEST_F(EncodeWithSharedCache, DoesNotShareThatACodingIsNotSmaller) {
  content = noise(20'000);
  EXPECT_TRUE(run_elsewhere().empty());
  EXPECT_TRUE(shared.entries.empty());
}

TEST_F(EncodeWithSharedCache, DoesNotQueryForEncodingsThatCannotBeSmaller) {
  content = Bytes(1, 'x');
  EXPECT_TRUE(run_elsewhere().empty());
  EXPECT_EQ(shared.loads, 0);
}

}  // namespace
}  // namespace wasmpair

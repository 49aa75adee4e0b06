#include "encode/encode.h"

#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <mutex>
#include <stdexcept>

#include "encode/cache_entry.h"
#include "encode/cache_key.h"
#include "encode/chunk.h"
#include "encode/codings.h"
#include "encode/encoders.h"
#include "encode/recipes.h"
#include "unit/encode/samples.h"
#include "unit/support/temporary_directory.h"
#include "util/atomic_file.h"
#include "util/files.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

namespace fs = boost::filesystem;

const std::vector<Coding> every_coding{Coding::Brotli, Coding::Gzip, Coding::Zstandard};

Content named(const Bytes& bytes) { return {bytes, sha256(bytes), "app.wasm"}; }

EncodeOptions options_for(Level level, unsigned jobs = 2, const Cache* cache = nullptr) {
  EncodeOptions options;
  options.codings = every_coding;
  options.level = level;
  options.jobs = jobs;
  options.cache = cache;
  return options;
}

/// The encodings of one content.
std::vector<Encoding> encode_one(const Bytes& bytes, const EncodeOptions& options) {
  const std::vector<Content> contents{named(bytes)};
  return encode(contents, options).at(0).encodings;
}

std::vector<Bytes> contents_of(const std::vector<Encoding>& encodings) {
  std::vector<Bytes> contents;
  for (const Encoding& encoding : encodings) contents.push_back(encoding.content);
  return contents;
}

/// The number of encodings from that origin.
long hits(const std::vector<Encoding>& encodings, EncodingOrigin origin = EncodingOrigin::Cache) {
  return std::ranges::count(encodings, origin, &Encoding::origin);
}

void expect_correct(const std::vector<Encoding>& encodings, const Bytes& content) {
  for (const Encoding& encoding : encodings) {
    EXPECT_EQ(decode_by_library(encoding.coding, encoding.content, content.size()), content);
    EXPECT_EQ(encoding.digest, sha256(encoding.content));
    EXPECT_LT(encoding.content.size(), content.size());
  }
}

class Recorder : public Progress {
 public:
  void update(std::string_view stage, std::uint64_t done, std::uint64_t total) override {
    EXPECT_EQ(stage, "encoding");
    EXPECT_GE(done, last_done);
    EXPECT_LE(done, total);
    last_done = done;
    last_total = total;
    ++updates;
  }
  std::uint64_t last_done = 0;
  std::uint64_t last_total = 0;
  int updates = 0;
};

TEST(EncodingMemory, IsThatOfTheRunningJobs) {
  const std::vector<ContentSize> sizes{{15'000'000, 0}};
  const std::uint64_t chunk = encoder_memory(7'500'000, recipe(Level::Release, Coding::Brotli).parameters);
  for (const unsigned jobs : {1U, 2U}) {
    EncodeOptions options = options_for(Level::Release, jobs);
    options.codings = {Coding::Brotli, Coding::Gzip};
    EXPECT_EQ(encoding_memory(sizes, options), jobs * chunk);
  }
}

TEST(EncodingMemory, IsLimitedUnlessOneJobNeedsMore) {
  const std::vector<ContentSize> sizes(16, {15'000'000, 0});
  EXPECT_EQ(encoding_memory(sizes, options_for(Level::Release, 16)), default_encoder_memory);
  EncodeOptions little = options_for(Level::Release, 16);
  little.memory = 1;
  EXPECT_EQ(encoding_memory(sizes, little), encoding_memory(sizes, options_for(Level::Release, 1)));
}

TEST(Encode, WritesEveryCodingInTheOrderOfTheTable) {
  EncodeOptions options = options_for(Level::Fast);
  options.codings = {Coding::Zstandard, Coding::Gzip, Coding::Brotli, Coding::Gzip};
  const Bytes content = lines(10'000);
  const std::vector<Encoding> encodings = encode_one(content, options);
  ASSERT_EQ(encodings.size(), 3U);
  EXPECT_EQ(encodings[0].coding, Coding::Brotli);
  EXPECT_EQ(encodings[1].coding, Coding::Gzip);
  EXPECT_EQ(encodings[2].coding, Coding::Zstandard);
  expect_correct(encodings, content);
}

TEST(Encode, WritesOnlyRequestedCodings) {
  EncodeOptions options = options_for(Level::Fast);
  options.codings = {Coding::Gzip};
  EXPECT_EQ(encode_one(lines(1000), options).at(0).coding, Coding::Gzip);
  options.codings = {};
  EXPECT_TRUE(encode_one(lines(1000), options).empty());
}

TEST(Encode, JoinsDividedContents) {
  const Bytes content = lines(min_divided_content);
  expect_correct(encode_one(content, options_for(Level::Fast)), content);
}

TEST(Encode, OmitsEncodingsThatAreNotSmaller) {
  for (const std::size_t size : {0U, 1U, 10'000U})
    EXPECT_TRUE(encode_one(noise(size), options_for(Level::Release)).empty()) << size << " bytes";
}

TEST(Encode, OmitsOnlyTheCodingThatIsNotSmaller) {
  // 16 equal bytes: brotli makes them smaller, but the headers of gzip and zstd are too large.
  const std::vector<Encoding> encodings = encode_one(Bytes(16, 'x'), options_for(Level::Release));
  ASSERT_EQ(encodings.size(), 1U);
  EXPECT_EQ(encodings[0].coding, Coding::Brotli);
}

TEST(Encode, WritesTheSameBytesWithAnyNumberOfJobs) {
  const Bytes large = lines(min_divided_content + 12345);
  const Bytes small = lines(777);
  const std::vector<Content> contents{named(small), named(large)};
  const auto one = encode(contents, options_for(Level::Fast, 1));
  const auto many = encode(contents, options_for(Level::Fast, 16));
  ASSERT_EQ(one.size(), 2U);
  ASSERT_EQ(many.size(), 2U);
  for (std::size_t i = 0; i < contents.size(); ++i)
    EXPECT_EQ(contents_of(one[i].encodings), contents_of(many[i].encodings));
}

TEST(Encode, WritesTheSameBytesInLittleMemory) {
  const Bytes content = lines(min_divided_content + 12345);
  EncodeOptions little = options_for(Level::Fast, 16);
  little.memory = 1;
  EXPECT_EQ(contents_of(encode_one(content, little)), contents_of(encode_one(content, options_for(Level::Fast))));
}

TEST(Encode, EncodesEqualContentsOnce) {
  const Bytes shim = lines(5000);
  const Bytes copy = shim;
  const Bytes module = lines(6000);
  const std::vector<Content> contents{named(shim), named(module), named(copy)};
  Recorder recorder;
  EncodeOptions options = options_for(Level::Fast);
  options.progress = &recorder;
  const std::vector<EncodedFile> files = encode(contents, options);
  EXPECT_EQ(recorder.last_total, 3 * (shim.size() + module.size()));
  EXPECT_EQ(files[2].encodings.size(), 3U);
  EXPECT_EQ(contents_of(files[2].encodings), contents_of(files[0].encodings));
  expect_correct(files[1].encodings, module);
}

TEST(Encode, MakesADeltaForEachDictionary) {
  const Bytes first = noise(50'000);
  Bytes second = first;
  second[30'000] ^= 1;
  Bytes module = second;
  module[10'000] ^= 1;
  const std::vector<Content> contents{
      {module, sha256(module), "app.wasm", {{first, sha256(first)}, {second, sha256(second)}}}};
  for (const unsigned jobs : {1U, 16U}) {
    EncodeOptions options = options_for(Level::Fast, jobs);
    options.delta_codings = {Coding::Zstandard};
    const EncodedFile file = encode(contents, options).at(0);
    EXPECT_TRUE(file.encodings.empty()) << "noise";
    ASSERT_EQ(file.deltas.size(), 2U);
    for (std::size_t i = 0; i < 2; ++i) {
      const Delta& delta = file.deltas[i];
      EXPECT_EQ(delta.dictionary, i);
      EXPECT_LT(delta.content.size(), 300U);
      EXPECT_EQ(delta.digest, sha256(delta.content));
      verify_delta(Coding::Zstandard, delta.content, module, contents[0].dictionaries[i], "");
    }
  }
}

TEST(Encode, ReportsProgress) {
  Recorder recorder;
  EncodeOptions options = options_for(Level::Fast);
  options.progress = &recorder;
  encode_one(lines(100'000), options);
  EXPECT_GE(recorder.updates, 2);
  EXPECT_EQ(recorder.last_total, 300'000U);
  EXPECT_EQ(recorder.last_done, 300'000U);
}

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
  Cache cache{temporary.string(), SealKey{1}};
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
    Bytes entry = read_file(file.string());
    entry.back() ^= 1;
    write_file(file.string(), entry, Durability::Unsynced);
  }
  const std::vector<Encoding> rebuilt = run();
  EXPECT_EQ(hits(rebuilt), 0);
  EXPECT_EQ(contents_of(rebuilt), good);
  EXPECT_EQ(hits(run()), 3);
}

TEST_F(EncodeWithCache, BelievesNoEntryThatOthersStored) {
  const std::vector<Bytes> good = contents_of(run());
  const Cache others(temporary.string(), SealKey{2});
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
  const Cache others(temporary.string(), SealKey{2});
  const std::vector<Bytes> good = contents_of(encode_one(content, options_for(Level::Fast, 2, &others)));
  const std::vector<Encoding> encodings = run();
  EXPECT_EQ(hits(encodings), 3);
  EXPECT_EQ(contents_of(encodings), good);
  const Recipe& brotli = recipe(Level::Fast, Coding::Brotli);
  const Sha256 key = cache_key(sha256(content), brotli, encoder_version(Coding::Brotli));
  EXPECT_EQ(cache.load(key, content.size())->trust, Trust::Sealed);
}

TEST_F(EncodeWithCache, DecodesEveryHitWithoutAKey) {
  const Cache keyless(temporary.string(), std::nullopt);
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
  const Cache tiny(temporary.string(), SealKey{1}, 0);
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
  const Cache tiny(temporary.string(), SealKey{1}, 0);
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

#include "encode/encode.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "encode/chunk.h"
#include "encode/encoders.h"
#include "encode/recipes.h"
#include "unit/encode/encode_runs.h"
#include "unit/encode/samples.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

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
  const Bytes copy(shim.begin(), shim.end());
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

}  // namespace
}  // namespace wasmpair

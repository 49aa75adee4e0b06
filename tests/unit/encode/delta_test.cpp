#include "encode/delta.h"

#include <brotli/encode.h>
#include <gtest/gtest.h>
#include <zstd.h>

#include <algorithm>
#include <atomic>
#include <iterator>

#include "encode/zstandard_delta.h"
#include "unit/encode/samples.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

Dictionary dictionary_of(const Bytes& content) { return {content, sha256(content)}; }

Bytes delta_of(Coding coding, const Bytes& content, const Dictionary& dictionary, Level level = Level::Fast) {
  std::atomic<std::uint64_t> fed{0};
  return *encode_delta(content, dictionary, delta_recipe(level, coding), {{}, fed});
}

/// The problem that verify_delta reports; empty if there is none.
std::string problem_of(Coding coding, const Bytes& delta, const Bytes& content, const Dictionary& dictionary) {
  try {
    verify_delta(coding, delta, content, dictionary, "app.wasm");
    return "";
  } catch (const Error& error) {
    EXPECT_EQ(error.place(), "app.wasm");
    return error.problem();
  }
}

/// Debian 12's libbrotli has no dictionaries; tests/cli/later_libbrotli.test.mjs runs these tests with one that has.
std::vector<DeltaCodingInfo> available_codings() {
  std::vector<DeltaCodingInfo> available;
  std::ranges::copy_if(delta_codings(), std::back_inserter(available), is_available);
  return available;
}

/// Of each coding that is available.
class DeltaTest : public testing::TestWithParam<DeltaCodingInfo> {
 protected:
  static Coding coding() { return GetParam().coding; }
  static std::size_t header_bytes() { return GetParam().magic.size() + 32; }

  static Bytes changed(Bytes bytes) {
    for (std::size_t i = 1000; i < bytes.size(); i += 10'000) bytes[i] ^= 0x55;
    return bytes;
  }

  const Bytes earlier = noise(300'000);
  const Bytes content = changed(earlier);
  const Dictionary dictionary = dictionary_of(earlier);
  const Bytes delta = delta_of(coding(), content, dictionary);
};

TEST_P(DeltaTest, BeginsWithTheMagicAndTheDigestOfItsDictionary) {
  const std::size_t magic_bytes = GetParam().magic.size();
  EXPECT_TRUE(std::ranges::equal(ByteView(delta).first(magic_bytes), GetParam().magic));
  EXPECT_TRUE(std::ranges::equal(ByteView(delta).subspan(magic_bytes, 32), dictionary.digest.bytes));
}

TEST_P(DeltaTest, IsAsSmallAsWhatChanged) {
  for (const Level level : {Level::Fast, Level::Release, Level::Smallest})
    EXPECT_LT(delta_of(coding(), content, dictionary, level).size(), 1000U);
  EXPECT_EQ(problem_of(coding(), delta, content, dictionary), "");
}

TEST_P(DeltaTest, IsRejectedWithAnotherDictionary) {
  const Bytes other = noise(1000);
  EXPECT_NE(problem_of(coding(), delta, content, dictionary_of(other)).find("begin with the digest of its dictionary"),
            std::string::npos);
  // The digest of the right dictionary, in front of a stream that refers to another.
  Bytes forged = delta_of(coding(), content, dictionary_of(content));
  std::ranges::copy(ByteView(delta).first(header_bytes()), forged.begin());
  EXPECT_NE(problem_of(coding(), forged, content, dictionary), "");
}

TEST_P(DeltaTest, IsRejectedIfCutOrFollowed) {
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{3}, header_bytes(), header_bytes() + 5, delta.size() - 1}) {
    const ByteView cut = ByteView(delta).first(size);
    EXPECT_NE(problem_of(coding(), Bytes(cut.begin(), cut.end()), content, dictionary), "");
  }
  Bytes longer = delta;
  longer.push_back(0);
  EXPECT_NE(problem_of(coding(), longer, content, dictionary).find("1 byte after its end"), std::string::npos);
}

TEST_P(DeltaTest, OfAnEmptyContentOrDictionaryIsOne) {
  const Bytes none;
  const Bytes some = lines(1000);
  for (const Bytes& to : {none, some})
    for (const Bytes& from : {none, some})
      EXPECT_EQ(problem_of(coding(), delta_of(coding(), to, dictionary_of(from)), to, dictionary_of(from)), "");
}

INSTANTIATE_TEST_SUITE_P(Codings, DeltaTest, testing::ValuesIn(available_codings()),
                         [](const auto& of) { return std::string(of.param.token); });

TEST(DeltaCodings, HaveTheHeadersOfRfc9842) {
  EXPECT_TRUE(std::ranges::equal(delta_info(Coding::Brotli).magic, Bytes{0xff, 0x44, 0x43, 0x42}));
  EXPECT_TRUE(std::ranges::equal(delta_info(Coding::Zstandard).magic, Bytes{0x5e, 0x2a, 0x4d, 0x18, 0x20, 0, 0, 0}));
}

TEST(DeltaCodings, AreAvailableInThePreferredOneAndOthersAreRefused) {
  constexpr std::uint32_t first_with_dictionaries = 1U << 24U | 1U << 12U;  // 1.1.0
  const bool has_dictionaries = BrotliEncoderVersion() >= first_with_dictionaries;
  EXPECT_EQ(is_available(delta_info(Coding::Brotli)), has_dictionaries);
  EXPECT_TRUE(is_available(delta_info(Coding::Zstandard)));
  EXPECT_EQ(default_delta_codings(), std::vector{has_dictionaries ? Coding::Brotli : Coding::Zstandard});
  if (has_dictionaries) return;
  const Bytes content = lines(1000);
  const Dictionary dictionary = dictionary_of(content);
  try {
    delta_of(Coding::Brotli, content, dictionary);
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(error.problem().find("dcb needs libbrotli 1.1 or later"), std::string::npos);
  }
  EXPECT_THROW(verify_delta(Coding::Brotli, {}, content, dictionary, ""), Error);
}

TEST(DeltaRecipe, GivesTheNewestDictionariesTheMostTime) {
  EXPECT_EQ(delta_recipe(Level::Release, Coding::Brotli, 0).quality, 11);
  EXPECT_EQ(delta_recipe(Level::Release, Coding::Brotli, 1).quality, 5);
  EXPECT_EQ(delta_recipe(Level::Smallest, Coding::Brotli, 9).quality, 11);
  EXPECT_EQ(delta_recipe(Level::Release, Coding::Zstandard, 1).quality, 18);
  EXPECT_EQ(delta_recipe(Level::Release, Coding::Zstandard, 2).quality, 12);
  EXPECT_EQ(delta_recipe(Level::Release, Coding::Zstandard, 9).quality, 12);
  EXPECT_EQ(delta_recipe(Level::Smallest, Coding::Zstandard, 9).quality, 19);
}

TEST(DeltaRecipe, NeedsMemoryForItsDictionary) {
  constexpr std::size_t mebibyte = std::size_t{1} << 20U;
  const DeltaRecipe& fast = delta_recipe(Level::Fast, Coding::Brotli);
  const DeltaRecipe& slow = delta_recipe(Level::Release, Coding::Brotli);
  EXPECT_GE(delta_memory(90 * mebibyte, 90 * mebibyte, fast), 470 * mebibyte);
  EXPECT_GE(delta_memory(15 * mebibyte, 15 * mebibyte, fast), 82 * mebibyte);
  EXPECT_GE(delta_memory(15 * mebibyte, 15 * mebibyte, slow), 184 * mebibyte);
  EXPECT_LE(delta_memory(15 * mebibyte, 15 * mebibyte, slow), 250 * mebibyte) << "beside an encoder of half a module";
}

TEST(DeltaRecipe, IsDescribedWithAllThatAffectsTheOutput) {
  EXPECT_NE(describe(delta_recipe(Level::Release, Coding::Brotli, 0)),
            describe(delta_recipe(Level::Release, Coding::Brotli, 1)));
  EXPECT_NE(describe(delta_recipe(Level::Release, Coding::Zstandard, 0)),
            describe(delta_recipe(Level::Release, Coding::Zstandard, 2)));
}

/// dcz, whose frames are read here.
class ZstandardDelta : public testing::Test {
 protected:
  static constexpr std::size_t header_bytes = 40;

  const Bytes earlier = noise(300'000);
  const Dictionary dictionary = dictionary_of(earlier);
  const Bytes content = lines(300'000);
  const Bytes delta = delta_of(Coding::Zstandard, content, dictionary);
};

TEST_F(ZstandardDelta, IsDecodedByTheLibraryWithThatDictionary) {
  const auto decoder = std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)>(ZSTD_createDCtx(), &ZSTD_freeDCtx);
  Bytes decoded(content.size());
  // The header is a skippable frame, which the library skips.
  const std::size_t bytes = ZSTD_decompress_usingDict(decoder.get(), decoded.data(), decoded.size(), delta.data(),
                                                      delta.size(), earlier.data(), earlier.size());
  EXPECT_EQ(bytes, content.size());
  EXPECT_EQ(decoded, content);
}

TEST_F(ZstandardDelta, IsRejectedIfItsWindowIsTooLargeForBrowsers) {
  // 16 MiB, for a dictionary of 300 kB.
  const auto encoder = std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)>(ZSTD_createCCtx(), &ZSTD_freeCCtx);
  ZSTD_CCtx_setParameter(encoder.get(), ZSTD_c_windowLog, 24);
  ZSTD_CCtx_setParameter(encoder.get(), ZSTD_c_contentSizeFlag, 0);
  Bytes frame(ZSTD_compressBound(content.size()));
  ZSTD_inBuffer input{content.data(), content.size(), 0};
  ZSTD_outBuffer output{frame.data(), frame.size(), 0};
  ASSERT_EQ(ZSTD_compressStream2(encoder.get(), &output, &input, ZSTD_e_continue), 0U) << "an unknown content size";
  ASSERT_EQ(ZSTD_compressStream2(encoder.get(), &output, &input, ZSTD_e_end), 0U);
  Bytes wide(delta.begin(), delta.begin() + header_bytes);
  wide.insert(wide.end(), frame.begin(), frame.begin() + static_cast<std::ptrdiff_t>(output.pos));
  EXPECT_NE(problem_of(Coding::Zstandard, wide, content, dictionary).find("browsers would refuse its window"),
            std::string::npos);
}

TEST_F(ZstandardDelta, StaysWithinTheWindowOfItsDictionary) {
  // Larger than 8 MiB and than 1.25 times the dictionary.
  const Bytes small = zeros(6'000'000);
  const Bytes large = lines(9'000'000);
  const Bytes encoded = delta_of(Coding::Zstandard, large, dictionary_of(small));
  EXPECT_EQ(zstandard_window(ByteView(encoded).subspan(header_bytes)), std::uint64_t{8} << 20U);
  EXPECT_EQ(problem_of(Coding::Zstandard, encoded, large, dictionary_of(small)), "");
}

TEST_F(ZstandardDelta, HasTheWindowThatADictionaryAllows) {
  EXPECT_EQ(max_delta_window(0), std::uint64_t{8} << 20U);
  EXPECT_EQ(max_delta_window(15'000'000), 18'750'000U);
  EXPECT_EQ(max_delta_window(std::size_t{1} << 30U), std::uint64_t{128} << 20U);
}

TEST_F(ZstandardDelta, SaysNothingOfWhatIsNoFrame) {
  EXPECT_GT(zstandard_window({}), std::uint64_t{1} << 40U);
  EXPECT_GT(zstandard_window(Bytes(5, 0xff)), std::uint64_t{1} << 40U);
}

}  // namespace
}  // namespace wasmpair

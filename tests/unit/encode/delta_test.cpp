#include "encode/delta.h"

#include <gtest/gtest.h>
#include <zstd.h>

#include <atomic>

#include "encode/zstandard_delta.h"
#include "unit/encode/samples.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

constexpr std::size_t header_bytes = 40;

Dictionary dictionary_of(const Bytes& content) { return {content, sha256(content)}; }

Bytes delta_of(const Bytes& content, const Dictionary& dictionary, Level level = Level::Fast) {
  std::atomic<std::uint64_t> fed{0};
  return *encode_delta(content, dictionary, delta_recipe(level, Coding::Zstandard), {{}, fed});
}

/// The problem that verify_delta reports; empty if there is none.
std::string problem_of(const Bytes& delta, const Bytes& content, const Dictionary& dictionary) {
  try {
    verify_delta(Coding::Zstandard, delta, content, dictionary, "app.wasm");
    return "";
  } catch (const Error& error) {
    EXPECT_EQ(error.place(), "app.wasm");
    return error.problem();
  }
}

class DeltaTest : public testing::Test {
 protected:
  static Bytes changed(Bytes bytes) {
    for (std::size_t i = 1000; i < bytes.size(); i += 10'000) bytes[i] ^= 0x55;
    return bytes;
  }

  const Bytes earlier = noise(300'000);
  const Bytes content = changed(earlier);
  const Dictionary dictionary = dictionary_of(earlier);
  const Bytes delta = delta_of(content, dictionary);
};

TEST_F(DeltaTest, HasTheHeaderOfRfc9842) {
  const Bytes magic{0x5e, 0x2a, 0x4d, 0x18, 0x20, 0, 0, 0};
  EXPECT_EQ(Bytes(delta.begin(), delta.begin() + 8), magic);
  EXPECT_EQ(Bytes(delta.begin() + 8, delta.begin() + header_bytes),
            Bytes(dictionary.digest.bytes.begin(), dictionary.digest.bytes.end()));
}

TEST_F(DeltaTest, IsAsSmallAsWhatChanged) {
  for (const Level level : {Level::Fast, Level::Release, Level::Smallest})
    EXPECT_LT(delta_of(content, dictionary, level).size(), 1000U);
  EXPECT_EQ(problem_of(delta, content, dictionary), "");
}

TEST(DeltaRecipe, GivesTheNewestDictionariesTheMostTime) {
  EXPECT_EQ(delta_recipe(Level::Release, Coding::Zstandard, 1).quality, 18);
  EXPECT_EQ(delta_recipe(Level::Release, Coding::Zstandard, 2).quality, 12);
  EXPECT_EQ(delta_recipe(Level::Release, Coding::Zstandard, 9).quality, 12);
  EXPECT_EQ(delta_recipe(Level::Smallest, Coding::Zstandard, 9).quality, 19);
}

TEST_F(DeltaTest, IsDecodedByTheLibraryWithThatDictionary) {
  const auto decoder = std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)>(ZSTD_createDCtx(), &ZSTD_freeDCtx);
  Bytes decoded(content.size());
  // The header is a skippable frame, which the library skips.
  const std::size_t bytes = ZSTD_decompress_usingDict(decoder.get(), decoded.data(), decoded.size(), delta.data(),
                                                      delta.size(), earlier.data(), earlier.size());
  EXPECT_EQ(bytes, content.size());
  EXPECT_EQ(decoded, content);
}

TEST_F(DeltaTest, IsRejectedWithAnotherDictionary) {
  const Bytes other = noise(1000);
  EXPECT_NE(problem_of(delta, content, dictionary_of(other)).find("begin with the digest of its dictionary"),
            std::string::npos);
  // The digest of the right dictionary, in front of a frame that refers to another.
  Bytes forged = delta_of(content, dictionary_of(content));
  std::copy(delta.begin(), delta.begin() + header_bytes, forged.begin());
  EXPECT_NE(problem_of(forged, content, dictionary), "");
}

TEST_F(DeltaTest, IsRejectedIfCutOrFollowed) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{7}, header_bytes, header_bytes + 5, delta.size() - 1})
    EXPECT_NE(problem_of(Bytes(delta.begin(), delta.begin() + static_cast<std::ptrdiff_t>(size)), content, dictionary),
              "");
  Bytes longer = delta;
  longer.push_back(0);
  EXPECT_NE(problem_of(longer, content, dictionary).find("1 byte after its end"), std::string::npos);
}

TEST_F(DeltaTest, IsRejectedIfItsWindowIsTooLargeForBrowsers) {
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
  EXPECT_NE(problem_of(wide, content, dictionary).find("browsers would refuse its window"), std::string::npos);
}

TEST(ZstandardDelta, StaysWithinTheWindowOfItsDictionary) {
  // Larger than 8 MiB and than 1.25 times the dictionary.
  const Bytes earlier = zeros(6'000'000);
  const Bytes content = lines(9'000'000);
  const Bytes delta = delta_of(content, dictionary_of(earlier));
  EXPECT_EQ(zstandard_window(ByteView(delta).subspan(header_bytes)), std::uint64_t{8} << 20U);
  EXPECT_EQ(problem_of(delta, content, dictionary_of(earlier)), "");
}

TEST(ZstandardDelta, HasTheWindowThatADictionaryAllows) {
  EXPECT_EQ(max_delta_window(0), std::uint64_t{8} << 20U);
  EXPECT_EQ(max_delta_window(15'000'000), 18'750'000U);
  EXPECT_EQ(max_delta_window(std::size_t{1} << 30U), std::uint64_t{128} << 20U);
}

TEST(ZstandardDelta, OfAnEmptyContentOrDictionaryIsOne) {
  const Bytes none;
  const Bytes some = lines(1000);
  for (const Bytes& content : {none, some})
    for (const Bytes& earlier : {none, some})
      EXPECT_EQ(problem_of(delta_of(content, dictionary_of(earlier)), content, dictionary_of(earlier)), "");
}

TEST(ZstandardDelta, SaysNothingOfWhatIsNoFrame) {
  EXPECT_GT(zstandard_window({}), std::uint64_t{1} << 40U);
  EXPECT_GT(zstandard_window(Bytes(5, 0xff)), std::uint64_t{1} << 40U);
}

}  // namespace
}  // namespace wasmpair

#include "encode/encoders.h"

#include <gtest/gtest.h>
#include <zstd.h>

#include <tuple>

#include "encode/codings.h"
#include "unit/encode/samples.h"
#include "util/hex.h"

namespace wasmpair {
namespace {

constexpr std::size_t mebibyte = std::size_t{1} << 20;

class EveryCoding : public testing::TestWithParam<std::tuple<Level, Coding>> {
 protected:
  void expect_round_trip(const Bytes& content) {
    const auto [level, coding] = GetParam();
    const Bytes encoded = encode_by_level(level, coding, content);
    EXPECT_EQ(decode_by_library(coding, encoded, content.size()), content) << content.size() << " bytes";
  }
};

TEST_P(EveryCoding, RoundTripsContentsOfEverySize) {
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, std::size_t{100}, mebibyte - 1, mebibyte, mebibyte + 1})
    expect_round_trip(zeros(size));
}

TEST_P(EveryCoding, RoundTripsLines) {
  expect_round_trip(lines(1));
  expect_round_trip(lines(100'000));
}

TEST_P(EveryCoding, RoundTripsNoise) {
  expect_round_trip(noise(1));
  expect_round_trip(noise(100'000));
}

TEST_P(EveryCoding, IsDeterministic) {
  const auto [level, coding] = GetParam();
  const Bytes content = lines(50'000);
  EXPECT_EQ(encode_by_level(level, coding, content), encode_by_level(level, coding, content));
}

TEST_P(EveryCoding, StopsOnRequest) {
  const auto [level, coding] = GetParam();
  std::stop_source stop;
  stop.request_stop();
  std::atomic<std::uint64_t> fed{0};
  const Bytes content = lines(100);
  EXPECT_EQ(encode_chunk({content, 0, content.size()}, recipe(level, coding).parameters, {stop.get_token(), fed}),
            std::nullopt);
  EXPECT_EQ(fed, 0U);
}

TEST_P(EveryCoding, NeedsMoreMemoryForLargerContents) {
  const auto [level, coding] = GetParam();
  const Parameters& parameters = recipe(level, coding).parameters;
  const Bytes small = zeros(1000);
  const Bytes large = zeros(mebibyte);
  EXPECT_LT(encoder_memory(small.size(), parameters), encoder_memory(large.size(), parameters));
}

std::string name_of(const testing::TestParamInfo<EveryCoding::ParamType>& parameters) {
  const Level level = std::get<Level>(parameters.param);
  const char* const name = level == Level::Fast ? "fast_" : level == Level::Release ? "release_" : "smallest_";
  return name + std::string(info(std::get<Coding>(parameters.param)).token);
}

INSTANTIATE_TEST_SUITE_P(Levels, EveryCoding,
                         testing::Combine(testing::Values(Level::Fast, Level::Release, Level::Smallest),
                                          testing::Values(Coding::Brotli, Coding::Gzip, Coding::Zstandard)),
                         name_of);

/// Encodes the chunks that end at those offsets, and joins them.
Bytes join_brotli(const Bytes& content, const std::vector<std::size_t>& ends, const BrotliParameters& parameters) {
  std::atomic<std::uint64_t> fed{0};
  Bytes joined;
  std::size_t offset = 0;
  for (const std::size_t end : ends) {
    const std::optional<Bytes> part = encode_chunk({content, offset, end - offset}, parameters, {{}, fed});
    joined.insert(joined.end(), part->begin(), part->end());
    offset = end;
  }
  return joined;
}

TEST(BrotliEncoder, JoinsChunksIntoOneStream) {
  const Bytes content = lines(40'000);
  for (const int quality : {1, 5, 9, 11}) {
    const Bytes joined = join_brotli(content, {1, 2, 5, 700, 20'000, 39'999, 40'000}, {quality, 24, 2, 0});
    EXPECT_EQ(decode_by_library(Coding::Brotli, joined, content.size()), content) << "quality " << quality;
  }
}

TEST(BrotliEncoder, ReferencesItsDictionaryInLaterChunks) {
  // References to the static dictionary are distances that start after everything decoded so far. An encoder that does
  // not know how much that is would reference other words.
  const std::string words =
      "<html><head><title>Government information about development, education and international "
      "understanding</title></head>";
  Bytes content = noise(5000);
  content.insert(content.end(), words.begin(), words.end());
  const Bytes joined = join_brotli(content, {5000, content.size()}, {11, 24, 0, 0});
  EXPECT_LT(joined.size(), 5000 + words.size() * 3 / 4);  // it uses the dictionary
  EXPECT_EQ(decode_by_library(Coding::Brotli, joined, content.size()), content);
}

TEST(GzipEncoder, WritesAHeaderWithoutNameAndTime) {
  const Bytes encoded = encode_by_level(Level::Release, Coding::Gzip, lines(1000));
  // ID1 ID2 CM FLG MTIME[4] XFL OS (RFC 1952, section 2.3)
  EXPECT_EQ(to_hex(ByteView(encoded).first(10)),
            "1f8b08"
            "00"
            "00000000"
            "02"
            "ff");
}

TEST(ZstandardEncoder, StaysWithinTheWindowOfBrowsers) {
  // More than 8 MiB, so the size does not limit the window.
  const Bytes content = zeros(9 * mebibyte);
  for (const Level level : {Level::Fast, Level::Release, Level::Smallest}) {
    const Bytes encoded = encode_by_level(level, Coding::Zstandard, content);
    // Magic_Number[4] Frame_Header_Descriptor Window_Descriptor Frame_Content_Size[4] (RFC 8878, section 3.1.1)
    ASSERT_GE(encoded.size(), 10U);
    EXPECT_EQ(to_hex(ByteView(encoded).first(4)), "28b52ffd");
    const unsigned descriptor = encoded[4];
    EXPECT_EQ(descriptor >> 6, 2U);        // the content's size, in 4 bytes
    EXPECT_EQ(descriptor & 0x20U, 0U);     // not a single segment, so a window descriptor follows
    EXPECT_EQ(descriptor & 0x04U, 0x04U);  // a checksum
    EXPECT_EQ(descriptor & 0x03U, 0U);     // no dictionary
    const unsigned exponent = encoded[5] >> 3;
    const unsigned mantissa = encoded[5] & 7U;
    const std::uint64_t base = std::uint64_t{1} << (10 + exponent);
    EXPECT_LE(base + base / 8 * mantissa, 8 * mebibyte);
    EXPECT_EQ(ZSTD_getFrameContentSize(encoded.data(), encoded.size()), content.size());
  }
}

}  // namespace
}  // namespace wasmpair

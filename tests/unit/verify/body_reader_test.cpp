#include "verify/body_reader.h"

#include <brotli/encode.h>
#include <gtest/gtest.h>

#include "encode/delta.h"
#include "util/text_bytes.h"

namespace wasmpair {
namespace {

constexpr BodyLimits plenty{1U << 20U, 1U << 20U, 8};

Body read(const std::string& encoding, ByteView content, const BodyLimits& limits = plenty) {
  const Deadline deadline(std::chrono::hours(1));
  ResponseBodyReader reader(encoding, limits, deadline);
  for (std::size_t i = 0; i < content.size(); ++i)
    if (!reader.take(content.subspan(i, 1))) break;
  return reader.finish();
}

Bytes brotli(std::string_view text) {
  Bytes encoded(1024);
  std::size_t size = encoded.size();
  BrotliEncoderCompress(5, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_GENERIC, text.size(), bytes_of(text).data(), &size,
                        encoded.data());
  encoded.resize(size);
  return encoded;
}

/// Of content, with the dictionary.
Bytes dcz(std::string_view content, std::string_view dictionary) {
  std::atomic<std::uint64_t> fed{0};
  const Dictionary from{bytes_of(dictionary), sha256(bytes_of(dictionary))};
  return *encode_delta(bytes_of(content), from, delta_recipe(Level::Fast, Coding::Zstandard), {{}, fed});
}

Body read_delta(ByteView delta, std::string_view dictionary, const BodyLimits& limits = plenty) {
  const Deadline deadline(std::chrono::hours(1));
  ResponseBodyReader reader("dcz", limits, deadline, bytes_of(dictionary));
  for (std::size_t i = 0; i < delta.size(); ++i)
    if (!reader.take(delta.subspan(i, 1))) break;
  return reader.finish();
}

TEST(ResponseBodyReader, DecodesDeltasWithTheirDictionary) {
  const std::string dictionary = "a dictionary that has most of what is wanted";
  const std::string content = dictionary + "!";
  const Bytes delta = dcz(content, dictionary);
  const Body body = read_delta(delta, dictionary);
  EXPECT_EQ(body.decoding, Decoding::Decoded);
  EXPECT_EQ(body.received_bytes, delta.size());
  EXPECT_EQ(body.decoded_sha256, sha256(bytes_of(content)).hex());
  EXPECT_EQ(read_delta(delta, "").decoding, Decoding::Unknown) << "without a dictionary";
  for (const std::size_t size : {std::size_t{1}, std::size_t{39}, std::size_t{40}, delta.size() - 1})
    EXPECT_EQ(read_delta(ByteView(delta).first(size), dictionary).decoding, Decoding::Undecodable) << size;
  Bytes longer = delta;
  longer.push_back(0);
  EXPECT_EQ(read_delta(longer, dictionary).decoding, Decoding::Undecodable);
  const Body small = read_delta(dcz(std::string(100'000, 'a'), dictionary), dictionary, {1000, 1000, 8});
  EXPECT_EQ(small.decoding, Decoding::TooLarge);
}

TEST(ResponseBodyReader, KnowsWhenItHasEnough) {
  const Deadline deadline(std::chrono::hours(1));
  ResponseBodyReader reader("", {100, 100, 8, 3}, deadline);
  EXPECT_TRUE(reader.take(bytes_of("ab")));
  EXPECT_FALSE(reader.has_enough());
  EXPECT_TRUE(reader.take(bytes_of("c")));
  EXPECT_TRUE(reader.has_enough());
  ResponseBodyReader whole("", {100, 100, 8}, deadline);
  EXPECT_TRUE(whole.take(bytes_of("abc")));
  EXPECT_FALSE(whole.has_enough());
}

TEST(ResponseBodyReader, DigestsPlainBodies) {
  const Body body = read("", bytes_of("abc"));
  EXPECT_EQ(body.decoding, Decoding::NotCoded);
  EXPECT_EQ(body.received_sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(body.decoded_sha256, body.received_sha256);
  EXPECT_EQ(body.decoded_bytes, 3U);
  EXPECT_EQ(read("identity", bytes_of("abc")).decoding, Decoding::NotCoded);
}

TEST(ResponseBodyReader, DecodesIncrementally) {
  const Body body = read("BR", brotli("hello hello hello"));
  EXPECT_EQ(body.decoding, Decoding::Decoded);
  EXPECT_EQ(body.decoded_bytes, 17U);
  EXPECT_EQ(body.decoded_sha256, sha256(bytes_of("hello hello hello")).hex());
  EXPECT_EQ(text_of(body.decoded_front), "hello he");
}

TEST(ResponseBodyReader, RefusesTruncatedBodiesAndTrailingBytes) {
  Bytes encoded = brotli("hello hello hello");
  encoded.push_back(0);
  EXPECT_EQ(read("br", encoded).decoding, Decoding::Undecodable);
  encoded.resize(encoded.size() - 3);
  EXPECT_EQ(read("br", encoded).decoding, Decoding::Undecodable);
}

TEST(ResponseBodyReader, StopsDecodingAtItsLimit) {
  const Body body = read("br", brotli(std::string(100000, 'x')), {1000, 500, 8});
  EXPECT_EQ(body.decoding, Decoding::TooLarge);
}

TEST(ResponseBodyReader, RetainsNoMoreThanItsLimit) {
  EXPECT_EQ(text_of(read("", bytes_of("0123456789")).decoded_front), "01234567");
}

TEST(ResponseBodyReader, ReportsUnknownCodings) {
  EXPECT_EQ(read("br, gzip", bytes_of("abc")).decoding, Decoding::Unknown);
  EXPECT_EQ(read("compress", bytes_of("abc")).decoding, Decoding::Unknown);
}

TEST(ResponseBodyReader, ReportsUndecodableBytes) {
  for (const char* coding : {"br", "gzip", "x-gzip", "zstd", "GZIP"})
    EXPECT_EQ(read(coding, bytes_of("\xff not at all")).decoding, Decoding::Undecodable) << coding;
}

TEST(ResponseBodyReader, StopsAtItsLimits) {
  const Deadline deadline(std::chrono::hours(1));
  ResponseBodyReader reader("", {2, 2, 2}, deadline);
  EXPECT_TRUE(reader.take(bytes_of("ab")));
  EXPECT_FALSE(reader.take(bytes_of("c")));
}

TEST(ResponseBodyReader, TreatsAnEmptyCodedBodyAsNoContent) { EXPECT_EQ(read("br", {}).decoding, Decoding::Decoded); }

}  // namespace
}  // namespace wasmpair

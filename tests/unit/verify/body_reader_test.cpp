#include "verify/body_reader.h"

#include <brotli/encode.h>
#include <gtest/gtest.h>

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

#include "unit/encode/samples.h"

#include <brotli/decode.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

#include <atomic>
#include <random>
#include <string>

#include "encode/chunk.h"
#include "encode/encoders.h"
#include "encode/recipes.h"

namespace wasmpair {
namespace {

/// Decodes a single gzip member without trailing bytes; 0 if it is anything else.
std::size_t inflate_once(ByteView encoded, Bytes& decoded) {
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, 16 + MAX_WBITS), Z_OK);
  Bytes input(encoded.begin(), encoded.end());
  stream.next_in = input.data();
  stream.avail_in = static_cast<unsigned>(input.size());
  stream.next_out = decoded.data();
  stream.avail_out = static_cast<unsigned>(decoded.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  EXPECT_EQ(stream.avail_in, 0U);
  inflateEnd(&stream);
  return stream.total_out;
}

}  // namespace

Bytes zeros(std::size_t size) { return Bytes(size); }

Bytes lines(std::size_t size) {
  std::string text;
  for (unsigned line = 0; text.size() < size; ++line)
    text += fmt::format("local.get {} i64.load offset={}\n", line % 7, line);
  return Bytes(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(size));
}

Bytes noise(std::size_t size) {
  std::mt19937 generator(20240229);  // any fixed seed
  Bytes bytes(size);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(generator());
  return bytes;
}

Bytes decode_by_library(Coding coding, ByteView encoded, std::size_t size) {
  Bytes decoded(size + 1);  // room for a byte too many
  std::size_t produced = decoded.size();
  switch (coding) {
    case Coding::Brotli:
      EXPECT_EQ(BrotliDecoderDecompress(encoded.size(), encoded.data(), &produced, decoded.data()),
                BROTLI_DECODER_RESULT_SUCCESS);
      break;
    case Coding::Gzip:
      produced = inflate_once(encoded, decoded);
      break;
    case Coding::Zstandard:
      produced = ZSTD_decompress(decoded.data(), decoded.size(), encoded.data(), encoded.size());
      EXPECT_FALSE(ZSTD_isError(produced));
      break;
  }
  EXPECT_EQ(produced, size);
  if (produced != size) return {};
  decoded.resize(size);
  return decoded;
}

Bytes encode_by_level(Level level, Coding coding, ByteView content) {
  const Recipe& row = recipe(level, coding);
  std::atomic<std::uint64_t> fed{0};
  Bytes joined;
  for (const Chunk& chunk : divide(content, row.chunks)) {
    const std::optional<Bytes> part = encode_chunk(chunk, row.parameters, {{}, fed});
    joined.insert(joined.end(), part->begin(), part->end());
  }
  EXPECT_EQ(fed, content.size());
  return joined;
}

}  // namespace wasmpair

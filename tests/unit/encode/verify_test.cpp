#include "encode/verify.h"

#include <gtest/gtest.h>
#include <zstd.h>

#include <atomic>
#include <utility>

#include "encode/codings.h"
#include "encode/encoders.h"
#include "encode/task.h"
#include "unit/encode/samples.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

/// The problem that verify reports; empty if there is none.
std::string problem_of(Coding coding, ByteView encoded, ByteView content) {
  try {
    verify(coding, encoded, content, "app.wasm");
    return "";
  } catch (const Error& error) {
    EXPECT_EQ(error.place(), "app.wasm");
    return error.problem();
  }
}

class Verify : public testing::TestWithParam<Coding> {
 protected:
  std::string problem(ByteView tampered) const { return problem_of(GetParam(), tampered, content); }

  std::string its_encoding() const {
    return "its " + std::string(info(GetParam()).token) + " encoding does not decode to its content: ";
  }

  const Bytes content = lines(300'000);
  const Bytes encoded = encode_by_level(Level::Fast, GetParam(), content);
};

TEST_P(Verify, AcceptsAValidEncoding) { EXPECT_EQ(problem(encoded), ""); }

TEST_P(Verify, AcceptsAnEmptyContent) {
  EXPECT_EQ(problem_of(GetParam(), encode_by_level(Level::Fast, GetParam(), {}), {}), "");
}

TEST_P(Verify, RejectsATrailingByte) {
  for (const std::uint8_t extra : {std::uint8_t{0}, std::uint8_t{0x1f}, std::uint8_t{0xff}}) {
    Bytes longer = encoded;
    longer.push_back(extra);
    EXPECT_EQ(problem(longer), its_encoding() + "1 byte after its end");
  }
}

TEST_P(Verify, RejectsASecondMember) {
  Bytes twice = encoded;
  twice.insert(twice.end(), encoded.begin(), encoded.end());
  EXPECT_NE(problem(twice).find("after its end"), std::string::npos);
}

TEST_P(Verify, RejectsAnEmptySecondMember) {
  // It decodes to the correct content, but only some decoders read more than one member.
  const Bytes empty = encode_by_level(Level::Fast, GetParam(), {});
  Bytes twice = encoded;
  twice.insert(twice.end(), empty.begin(), empty.end());
  EXPECT_NE(problem(twice).find("after its end"), std::string::npos);
}

TEST_P(Verify, RejectsEveryTruncation) {
  const Bytes little = lines(200);
  const Bytes complete = encode_by_level(Level::Fast, GetParam(), little);
  for (std::size_t size = 0; size < complete.size(); ++size)
    EXPECT_NE(problem_of(GetParam(), ByteView(complete).first(size), little), "") << size;
}

TEST_P(Verify, ReportsAMissingEnd) {
  EXPECT_EQ(problem(ByteView(encoded).first(encoded.size() - 1)), its_encoding() + "it ends too early");
}

TEST_P(Verify, ReportsWhereTheContentDiffers) {
  Bytes other = content;
  other[0x40001] ^= 1;
  EXPECT_EQ(problem(encode_by_level(Level::Fast, GetParam(), other)),
            its_encoding() + "the decoded bytes differ at offset 0x40001");
}

TEST_P(Verify, RejectsAContentThatIsTooShort) {
  EXPECT_EQ(problem(encode_by_level(Level::Fast, GetParam(), ByteView(content).first(299'999))),
            its_encoding() + "it decodes to 299,999 bytes instead of 300,000");
}

TEST_P(Verify, RejectsAContentThatIsTooLong) {
  Bytes longer = content;
  longer.push_back('.');
  EXPECT_EQ(problem(encode_by_level(Level::Fast, GetParam(), longer)),
            its_encoding() + "it decodes to more than 300,000 bytes");
}

TEST_P(Verify, StopsABombEarly) {
  // 64 MiB of zeros instead of 10 bytes: rejected after the first buffer, long before the end.
  EXPECT_EQ(problem_of(GetParam(), encode_by_level(Level::Fast, GetParam(), zeros(std::size_t{64} << 20)), zeros(10)),
            its_encoding() + "it decodes to more than 10 bytes");
}

TEST_P(Verify, RejectsOtherBytes) {
  EXPECT_NE(problem(noise(1000)), "");
  EXPECT_NE(problem({}), "");
}

std::string name_of(const testing::TestParamInfo<Coding>& parameters) {
  return std::string(info(parameters.param).token);
}

INSTANTIATE_TEST_SUITE_P(Codings, Verify, testing::Values(Coding::Brotli, Coding::Gzip, Coding::Zstandard), name_of);

/// What a task of the content makes of the parts.
Bytes assemble(Coding coding, const std::vector<Bytes>& parts, const Bytes& content) {
  const Content named{content, sha256(content), "app.wasm"};
  return make_encoding_task(named, recipe(Level::Fast, coding))->assemble(parts);
}

/// The problem that a task reports for parts; empty if there is none.
std::string problem_of_parts(const std::vector<Bytes>& parts, const Bytes& content) {
  try {
    EXPECT_FALSE(assemble(Coding::Brotli, parts, content).empty());
    return "";
  } catch (const Error& error) {
    return error.problem();
  }
}

TEST(VerifyParts, AreJoinedInOrderAndDecodedTogether) {
  const Bytes content = lines(2'000);
  const BrotliParameters parameters{5, 16, 0, 0};
  std::atomic<std::uint64_t> fed{0};
  const Bytes first = *encode_chunk(Chunk{content, 0, 1'000}, parameters, {{}, fed});
  const Bytes second = *encode_chunk(Chunk{content, 1'000, 1'000}, parameters, {{}, fed});
  EXPECT_EQ(problem_of_parts({first, second}, content), "");
  EXPECT_NE(problem_of_parts({second, first}, content), "");
  EXPECT_NE(problem_of_parts({first}, content), "");
  EXPECT_NE(problem_of_parts({first, first}, content), "");
  EXPECT_NE(problem_of_parts({first, second, second}, content), "");
}

TEST(VerifyParts, GiveNothingUnlessTheResultIsSmaller) {
  const Bytes content = lines(100);
  EXPECT_TRUE(assemble(Coding::Gzip, {Bytes(50), Bytes(50)}, content).empty());
  EXPECT_THROW(assemble(Coding::Gzip, {Bytes(50), Bytes(49)}, content), Error);
  EXPECT_TRUE(assemble(Coding::Brotli, {Bytes(1)}, {}).empty());
}

/// Not for brotli, which has no checksum: a flip may affect only unused bits.
TEST(VerifyChecksums, DetectEveryFlippedByte) {
  const Bytes content = lines(200);
  constexpr std::size_t gzip_header_bytes = 10;  // not covered by the checksum
  for (const auto& [coding, first] :
       {std::pair{Coding::Gzip, gzip_header_bytes}, std::pair{Coding::Zstandard, std::size_t{0}}}) {
    const Bytes complete = encode_by_level(Level::Fast, coding, content);
    for (std::size_t i = first; i < complete.size(); ++i) {
      Bytes flipped = complete;
      flipped[i] ^= 0xff;
      EXPECT_NE(problem_of(coding, flipped, content), "") << info(coding).token << " byte " << i;
    }
  }
}

TEST(VerifyZstandard, RejectsAWindowThatBrowsersReject) {
  const Bytes content = zeros(std::size_t{9} << 20);
  ZSTD_CCtx* const context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, 24);
  Bytes encoded(ZSTD_compressBound(content.size()));
  encoded.resize(ZSTD_compress2(context, encoded.data(), encoded.size(), content.data(), content.size()));
  ZSTD_freeCCtx(context);
  EXPECT_NE(problem_of(Coding::Zstandard, encoded, content).find("too much memory"), std::string::npos);
}

}  // namespace
}  // namespace wasmpair

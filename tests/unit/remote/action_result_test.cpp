#include "remote/action_result.h"

#include <gtest/gtest.h>

#include "util/leb128.h"
#include "util/text_bytes.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

const Sha256 hash = sha256(bytes_of("an encoding"));

/// A field of bytes: tag, length and content.
std::string field(unsigned number, const std::string& content) {
  Bytes start;
  append_unsigned(start, number << 3U | 2U);
  append_unsigned(start, content.size());
  return std::string(text_of(start)) + content;
}

std::string digest_of(const std::string& hex, const std::string& size = "\x10\x07") { return field(1, hex) + size; }

std::string result_of(const std::string& digest) { return field(2, field(1, "encoding") + field(2, digest)); }

BlobDigest read(const std::string& text) { return read_action_result(bytes_of(text)); }

TEST(ActionResult, RoundTrips) {
  for (const std::uint64_t size : {std::uint64_t{0}, std::uint64_t{127}, std::uint64_t{128}, std::uint64_t{1} << 40}) {
    const BlobDigest blob{hash, size};
    EXPECT_EQ(read_action_result(write_action_result(blob)), blob) << size;
  }
}

TEST(ActionResult, HasTheFormatOfProtocolBuffers) {
  EXPECT_EQ(text_of(write_action_result({hash, 7})), result_of(digest_of(hash.hex())));
}

TEST(ActionResult, MayHaveUnknownFields) {
  const std::string more =
      "\x20\x01"                              // field 4, a varint: an exit code
      "\x29\x01\x02\x03\x04\x05\x06\x07\x08"  // field 5, eight bytes
      "\x3d\x01\x02\x03\x04"                  // field 7, four bytes
      "\x4a\x0b\x0a\x09"
      "127.0.0.1";  // field 9, bytes: the machine that ran it
  const std::string digest = more + field(1, hash.hex()) + more + "\x10\x07" + more;
  const BlobDigest expected{hash, 7};
  EXPECT_EQ(read(more + field(2, more + field(2, digest) + more) + more), expected);
}

TEST(ActionResult, NeedsACompleteDigest) {
  for (const std::string& hex : {std::string(), std::string(63, 'a'), std::string(65, 'a'), std::string(64, 'A'),
                                 std::string(63, 'a') + "/", "../" + std::string(61, 'a')})
    EXPECT_THROW(read(result_of(digest_of(hex))), Error) << hex;
  EXPECT_EQ(read(result_of(digest_of(hash.hex(), ""))).size, 0U);
}

TEST(ActionResult, NeedsExactlyOneFile) {
  const std::string valid = result_of(digest_of(hash.hex()));
  for (const std::string& text : {std::string(), std::string("\x20\x01"), field(2, ""), field(2, field(1, "encoding")),
                                  result_of(""), valid + valid, std::string("<!doctype html>")})
    EXPECT_THROW(read(text), Error) << text;
}

TEST(ActionResult, RejectsEveryTruncation) {
  const Bytes complete = write_action_result({hash, 7});
  for (std::size_t size = 0; size < complete.size(); ++size)
    EXPECT_THROW(read_action_result(ByteView(complete).first(size)), Error) << size << " bytes";
}

TEST(ActionResult, RejectsObsoleteTypes) {
  const std::string valid = result_of(digest_of(hash.hex()));
  for (const char type : {'\x23', '\x24', '\x26', '\x27'}) EXPECT_THROW(read(valid + type), Error);
}

}  // namespace
}  // namespace wasmpair

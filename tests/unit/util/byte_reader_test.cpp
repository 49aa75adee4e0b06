#include "util/byte_reader.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>

#include "support/module_text.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

using testing::assemble;

constexpr ByteReader::Source source{"a.bin", "Build it again."};

/// The message of the error that read throws; "no error" if it does not throw.
template <typename Read>
std::string message_of(std::string_view text, Read read) {
  const Bytes bytes = assemble(text);
  ByteReader reader(bytes, source);
  try {
    read(reader);
    return "no error";
  } catch (const Error& error) {
    return error.what();
  }
}

std::uint32_t unsigned32(std::string_view text) {
  const Bytes bytes = assemble(text);
  return ByteReader(bytes, source).unsigned32("number");
}

std::int64_t signed32(std::string_view text) {
  const Bytes bytes = assemble(text);
  return ByteReader(bytes, source).signed32("number");
}

std::int64_t signed64(std::string_view text) {
  const Bytes bytes = assemble(text);
  return ByteReader(bytes, source).signed64("number");
}

TEST(ByteReader, ReadsUnsignedNumbers) {
  EXPECT_EQ(unsigned32("#00"), 0u);
  EXPECT_EQ(unsigned32("#7f"), 127u);
  EXPECT_EQ(unsigned32("#80 #01"), 128u);
  EXPECT_EQ(unsigned32("#ff #ff #ff #ff #0f"), std::numeric_limits<std::uint32_t>::max());
}

TEST(ByteReader, AcceptsNumbersPaddedToTheLargestSize) { EXPECT_EQ(unsigned32("#83 #80 #80 #80 #00"), 3u); }

TEST(ByteReader, ReadsSignedNumbers) {
  EXPECT_EQ(signed32("#3f"), 63);
  EXPECT_EQ(signed32("#40"), -64);
  EXPECT_EQ(signed32("#ff #00"), 127);
  EXPECT_EQ(signed32("#ff #ff #ff #ff #07"), std::numeric_limits<std::int32_t>::max());
  EXPECT_EQ(signed32("#80 #80 #80 #80 #78"), std::numeric_limits<std::int32_t>::min());
  EXPECT_EQ(signed32("#ff #ff #ff #ff #7f"), -1);
}

TEST(ByteReader, ReadsTheLimitsOf64Bits) {
  EXPECT_EQ(signed64("#ff #ff #ff #ff #ff #ff #ff #ff #ff #00"), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(signed64("#80 #80 #80 #80 #80 #80 #80 #80 #80 #7f"), std::numeric_limits<std::int64_t>::min());
  const Bytes largest = assemble("#ff #ff #ff #ff #ff #ff #ff #ff #ff #01");
  EXPECT_EQ(ByteReader(largest, source).unsigned64("number"), std::numeric_limits<std::uint64_t>::max());
}

TEST(ByteReader, NamesFieldAndPlaceAndAdvises) {
  const std::string message = message_of("#00 #80 #80 #80 #80 #80 #00", [](ByteReader& reader) {
    reader.byte("section id");
    reader.unsigned32("section size");
  });
  EXPECT_EQ(message, "a.bin:0x1: cannot read section size: LEB128 is longer than 5 bytes\n  Build it again.");
}

struct MalformedNumber {
  const char* what;
  std::string_view text;
  void (*read)(ByteReader&);
  std::string_view reason;
};

class MalformedNumbers : public ::testing::TestWithParam<MalformedNumber> {};

TEST_P(MalformedNumbers, AreRejected) {
  const std::string expected = "a.bin:0x0: cannot read number: " + std::string(GetParam().reason);
  EXPECT_EQ(message_of(GetParam().text, GetParam().read), expected + "\n  Build it again.");
}

void read_unsigned32(ByteReader& reader) { reader.unsigned32("number"); }
void read_unsigned64(ByteReader& reader) { reader.unsigned64("number"); }
void read_signed32(ByteReader& reader) { reader.signed32("number"); }
void read_signed33(ByteReader& reader) { reader.signed33("number"); }
void read_signed64(ByteReader& reader) { reader.signed64("number"); }

INSTANTIATE_TEST_SUITE_P(
    ByteReader, MalformedNumbers,
    ::testing::Values(
        MalformedNumber{"Empty", "", read_unsigned32, "the file ends within it"},
        MalformedNumber{"CutOff", "#80", read_unsigned32, "the file ends within it"},
        MalformedNumber{"SignedCutOff", "#ff", read_signed32, "the file ends within it"},
        MalformedNumber{"Of33Bits", "#ff #ff #ff #ff #1f", read_unsigned32, "LEB128 does not fit in 32 bits"},
        MalformedNumber{"Of65Bits", "#ff #ff #ff #ff #ff #ff #ff #ff #ff #02", read_unsigned64,
                        "LEB128 does not fit in 64 bits"},
        MalformedNumber{"TooLong64", "#80 #80 #80 #80 #80 #80 #80 #80 #80 #80 #00", read_unsigned64,
                        "LEB128 is longer than 10 bytes"},
        MalformedNumber{"SignedAbove32Bits", "#ff #ff #ff #ff #0f", read_signed32, "LEB128 does not fit in 32 bits"},
        MalformedNumber{"SignedBelow32Bits", "#80 #80 #80 #80 #70", read_signed32, "LEB128 does not fit in 32 bits"},
        MalformedNumber{"SignedTooLong", "#80 #80 #80 #80 #80 #00", read_signed32, "LEB128 is longer than 5 bytes"},
        MalformedNumber{"SignedAbove33Bits", "#ff #ff #ff #ff #1f", read_signed33, "LEB128 does not fit in 33 bits"},
        MalformedNumber{"SignedAbove64Bits", "#ff #ff #ff #ff #ff #ff #ff #ff #ff #01", read_signed64,
                        "LEB128 does not fit in 64 bits"}),
    [](const auto& test) { return test.param.what; });

TEST(ByteReader, RejectsReadsPastTheEnd) {
  const auto read = [](ByteReader& reader) { reader.bytes(3, "payload"); };
  EXPECT_EQ(message_of("#01 #02", read),
            "a.bin:0x0: cannot read payload: it takes 3 bytes, but the file has only 2 left\n  Build it again.");
}

TEST(ByteReader, ConfinesReadsToARegion) {
  const Bytes bytes = assemble("#01 #02 #03");
  ByteReader reader(bytes, source);
  ByteReader region = reader.region(1, "content", "the import section");
  EXPECT_EQ(region.byte("first"), 1);
  EXPECT_TRUE(region.at_end());
  EXPECT_THROW(region.byte("second"), Error);
  EXPECT_EQ(reader.offset(), 1u);
  EXPECT_EQ(reader.byte("third"), 2);
}

TEST(ByteReader, NamesTheRegionThatEnds) {
  const auto read = [](ByteReader& reader) { reader.region(1, "content", "the type section").bytes(2, "types"); };
  EXPECT_EQ(message_of("#01 #02 #03", read),
            "a.bin:0x0: cannot read types: it takes 2 bytes, but the type section has only 1 left\n  Build it again.");
}

TEST(ByteReader, RejectsTrailingBytes) {
  const auto read = [](ByteReader& reader) { reader.expect_end("the last type"); };
  EXPECT_EQ(message_of("#01", read),
            "a.bin:0x0: cannot read the file: 1 trailing byte after the last type\n  Build it again.");
}

TEST(ByteReader, ReadsOnlyUtf8Names) {
  const Bytes bytes = assemble(R"("naïve")");
  EXPECT_EQ(ByteReader(bytes, source).name("name"), "naïve");
  const auto read = [](ByteReader& reader) { reader.name("import name"); };
  EXPECT_EQ(message_of("{ #c0 #af }", read), "a.bin:0x0: cannot read import name: it is not UTF-8\n  Build it again.");
}

}  // namespace
}  // namespace wasmpair

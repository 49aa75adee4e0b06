#include "wasm/build_version.h"

#include <gtest/gtest.h>

#include <deque>
#include <string>

#include "util/text_bytes.h"

namespace wasmpair {
namespace {

std::string word(std::uint64_t value) {
  std::string bytes;
  for (unsigned i = 0; i < 8; ++i) bytes += static_cast<char>(value >> (8 * i));
  return bytes;
}

std::string header(std::uint64_t address, std::uint64_t length) { return word(address) + word(length); }

/// The data of a program, segment by segment.
class Data {
 public:
  Data& at(std::uint32_t address, std::string payload) {
    payloads_.push_back(std::move(payload));
    DataSegment segment;
    segment.address = address;
    segment.payload = bytes_of(payloads_.back());
    segments.push_back(segment);
    return *this;
  }

  std::string version() const {
    const auto found = find_build_version(segments);
    return found ? found->text : "";
  }

  std::vector<DataSegment> segments;

 private:
  std::deque<std::string> payloads_;
};

TEST(BuildVersion, IsTheTextThatAHeaderRefersTo) {
  EXPECT_EQ(Data().at(4096, "go1.24.4").at(8192, header(4096, 8)).version(), "go1.24.4");
  EXPECT_EQ(Data().at(4096, "functiongo1.13.8infinity").at(8192, header(4104, 8)).version(), "go1.13.8");
  EXPECT_EQ(Data().at(4096, "go1.24.4 X:nodwarf5").at(8192, header(4096, 19)).version(), "go1.24.4");
  EXPECT_EQ(Data().at(4096, "devel go1.27-0123abcd Mon Jan 5").at(8192, header(4096, 31)).version(), "go1.27-0123abcd");
}

TEST(BuildVersion, NeedsAHeader) {
  EXPECT_EQ(Data().at(4096, "go1.24.4").version(), "");
  EXPECT_EQ(Data().at(4096, "go1.24.4").at(8192, header(4097, 8)).version(), "");
  EXPECT_EQ(Data().at(4096, "go1.24.4").at(8196, header(4096, 8)).version(), "") << "not aligned";
  EXPECT_EQ(Data().at(4096, "go1.24.4").at(8192, header(4096 | (std::uint64_t{1} << 32), 8)).version(), "");
  EXPECT_EQ(Data().at(4096, "go1.24.4").at(8192, header(4096, 9)).version(), "") << "longer than the segment";
  EXPECT_EQ(Data().at(4096, "go1.24.4").at(8192, header(4096, ~std::uint64_t{0})).version(), "");
  EXPECT_EQ(Data().at(4096, "go1.24.4").at(8192, header(4096, 3)).version(), "");
  EXPECT_EQ(Data().version(), "");
}

TEST(BuildVersion, IsNoSentenceThatStartsWithAVersion) {
  EXPECT_EQ(Data().at(4096, "go1.18 is required").at(8192, header(4096, 18)).version(), "");
}

TEST(BuildVersion, MayBeSplitAtZeros) {
  const std::string whole = header(0x30100, 8);
  Data data;
  data.at(0x30100, "go1.24.4").at(8193, whole.substr(1, 2)).at(8200, whole.substr(8, 1));
  EXPECT_EQ(data.version(), "go1.24.4");
}

TEST(BuildVersion, IsUnknownIfSeveralVersionsHaveHeaders) {
  Data data;
  data.at(4096, "go1.24.4go1.18").at(8192, header(4096, 8));
  EXPECT_EQ(data.version(), "go1.24.4");
  data.at(8208, header(4104, 6));
  EXPECT_EQ(data.version(), "");
}

TEST(BuildVersion, MayHaveSeveralHeaders) {
  EXPECT_EQ(Data().at(4096, "go1.24.4").at(8192, header(4096, 8) + header(4096, 8)).version(), "go1.24.4");
}

TEST(BuildVersion, SkipsDataWithoutAKnownAddress) {
  Data data;
  data.at(4096, "go1.24.4").at(8192, header(4096, 8));
  data.segments[0].address.reset();
  EXPECT_EQ(data.version(), "");
  data.segments[0].address = 4096;
  data.segments[0].memory = 1;
  EXPECT_EQ(data.version(), "");
  data.segments[0].memory = 0;
  data.segments[0].mode = SegmentMode::Passive;
  EXPECT_EQ(data.version(), "");
}

TEST(BuildVersion, GivesUpOnTooManyTexts) {
  std::string texts = "go1.24.4";
  while (texts.size() < 8 * std::size_t{1024}) texts += "go1.24.4";
  EXPECT_EQ(Data().at(65536, texts).at(8192, header(65536, 8)).version(), "go1.24.4");
  EXPECT_EQ(Data().at(65536, texts + "go1.24.4").at(8192, header(65536, 8)).version(), "");
}

TEST(BuildVersion, GivesUpOnTooManyHeaders) {
  std::string headers;
  while (headers.size() < 16 * std::size_t{4096}) headers += header(4096, 8);
  EXPECT_EQ(Data().at(4096, "go1.24.4").at(8192, headers).version(), "go1.24.4");
  EXPECT_EQ(Data().at(4096, "go1.24.4").at(8192, headers + header(4096, 8)).version(), "");
}

}  // namespace
}  // namespace wasmpair

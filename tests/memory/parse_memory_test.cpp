// The memory of reading and slimming: at most the file's size plus a constant, whatever the file declares.
#include <gtest/gtest.h>
#include <sys/mman.h>

#include <cstring>
#include <string>

#include "memory/counting_new.h"
#include "support/module_text.h"
#include "util/leb128.h"
#include "wasmpair/error.h"
#include "wasmpair/module.h"
#include "wasmpair/slim.h"

namespace wasmpair {
namespace {

using testing::module_of;
using testing::peak_bytes;
using testing::start_counting;

constexpr std::size_t megabyte = 1'000'000;

/// The peak memory of reading bytes, whether or not they are valid.
std::size_t peak_of_parsing(ByteView bytes) {
  start_counting();
  try {
    read_module(bytes, "app.wasm");
  } catch (const Error&) {
  }
  return peak_bytes();
}

TEST(ParseMemory, FalseCountsUseNoMemory) {
  constexpr std::string_view hostile[] = {
      "type: { 1000000 }",
      "type: { 4294967295 }",
      "type: { 1 func 1000 }",
      "import: { 1000000 \"a\" \"b\" }",
      "import: { 4294967295 }",
      "import: { 1 4294967295 'a' }",
      "function: { 1000000 }",
      "export: { 1000000 #00 #00 #00 }",
      "code: { 1000000 }",
      "data: { 100000 }",
      "data: { 1 passive 4294967295 'abc' }",
      "data-count: { 4294967295 }",
      "custom: { \"producers\" 4294967295 }",
      "custom: { \"producers\" 1 \"language\" 1000 }",
      "custom: { 4294967295 'name' }",
      "#01 4294967295",
  };
  for (const std::string_view sections : hostile) {
    const Bytes bytes = module_of(sections);
    EXPECT_LT(peak_of_parsing(bytes), 20'000u) << sections;
  }
}

/// A section with count copies of item.
void append_section(Bytes& bytes, SectionId id, std::uint32_t count, const Bytes& item) {
  bytes.push_back(static_cast<std::uint8_t>(id));
  append_unsigned(bytes, static_cast<std::uint32_t>(unsigned_size(count) + count * item.size()));
  append_unsigned(bytes, count);
  for (std::uint32_t i = 0; i < count; ++i) bytes.insert(bytes.end(), item.begin(), item.end());
}

/// An export section with count exports of function 0, each with a name of three bytes.
void append_exports(Bytes& bytes, std::uint32_t count) {
  constexpr std::uint32_t export_bytes = 1 + 3 + 2;
  bytes.push_back(static_cast<std::uint8_t>(SectionId::Export));
  append_unsigned(bytes, static_cast<std::uint32_t>(unsigned_size(count) + count * export_bytes));
  append_unsigned(bytes, count);
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto letter = [&](unsigned shift) { return static_cast<std::uint8_t>((i >> shift) & 0x7f); };
    bytes.insert(bytes.end(), {3, letter(14), letter(7), letter(0), 0, 0});
  }
}

TEST(ParseMemory, TheDensestModuleStaysWithinTheConstant) {
  constexpr std::uint32_t maximum = 1'000'000;
  Bytes bytes = module_of("");
  append_section(bytes, SectionId::Type, maximum, {0x60, 0, 0});
  append_section(bytes, SectionId::Import, maximum, {0, 0, 0, 0});
  append_section(bytes, SectionId::Function, maximum, {0});
  append_exports(bytes, maximum);
  append_section(bytes, SectionId::Code, maximum, {2, 0, 0x0b});
  append_section(bytes, SectionId::Data, 100'000, {1, 0});
  EXPECT_EQ(read_module(bytes, "app.wasm").exports.size(), maximum);
  EXPECT_LT(peak_of_parsing(bytes), 192 * megabyte);
}

TEST(ParseMemory, ManySectionsUseFewMegabytes) {
  Bytes bytes = module_of("");
  for (int i = 0; i < 200'000; ++i) bytes.insert(bytes.end(), {0, 1, 0});
  EXPECT_LT(peak_of_parsing(bytes), 2 * megabyte);
}

TEST(ParseMemory, ModuleInfoUsesFewMegabytes) {
  std::string text = "memory: { 1 min 1 } data: { 1 active i32.const s0 end {";
  text += " #30 #77 #af #0c #92 #74 #08 #02 #41 #e1 #c1 #07 #e6 #d6 #18 #e6";
  for (int i = 0; i < 100'000; ++i) text += " 'dep' #09 #0a";
  text += " #f9 #32 #43 #31 #86 #18 #20 #72 #00 #82 #42 #10 #41 #16 #d8 #f2 } }";
  const Bytes bytes = module_of(text);
  EXPECT_LT(peak_of_parsing(bytes), 3 * megabyte);
}

TEST(ParseMemory, AFileAboveTheLimitOfBrowsersIsRejectedUnread) {
  constexpr std::size_t size = 1'073'741'824 + 1;
  void* file = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  ASSERT_NE(file, MAP_FAILED);
  const Bytes preamble = module_of("");
  std::memcpy(file, preamble.data(), preamble.size());
  const ByteView bytes(static_cast<const std::uint8_t*>(file), size);
  start_counting();
  try {
    read_module(bytes, "app.wasm");
    FAIL() << "it was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.problem(),
              "cannot read the module: it takes 1,073,741,825 bytes, but browsers accept at most 1,073,741,824");
  }
  EXPECT_LT(peak_bytes(), 20'000u);
  munmap(file, size);
}

TEST(SlimMemory, IsOneCopyOfTheModuleAndAFewBytesPerSegment) {
  constexpr std::uint32_t segments = 100'000;
  Bytes bytes = module_of("memory: { 1 min 500 }");
  Bytes payload;
  append_unsigned(payload, segments);
  for (std::uint32_t i = 0; i < segments; ++i) {
    payload.insert(payload.end(), {0x00, 0x41});
    append_signed(payload, static_cast<std::int32_t>(i * 258));  // gaps of 257 zeros: nothing is joined
    payload.insert(payload.end(), {0x0b, 0x01, 0xff});
  }
  bytes.push_back(static_cast<std::uint8_t>(SectionId::Data));
  append_unsigned(bytes, static_cast<std::uint32_t>(payload.size()));
  bytes.insert(bytes.end(), payload.begin(), payload.end());
  const Module module = read_module(bytes, "app.wasm");
  start_counting();
  const SlimResult result = slim(module, {});
  EXPECT_EQ(result.segments_after, segments);
  EXPECT_LT(peak_bytes(), bytes.size() + 10 * megabyte);
}

}  // namespace
}  // namespace wasmpair

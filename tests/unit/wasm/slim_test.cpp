#include "wasmpair/slim.h"

#include <gtest/gtest.h>

#include <string>

#include "support/memory_image.h"
#include "support/module_text.h"
#include "wasmpair/module.h"

namespace wasmpair {
namespace {

using testing::go_js_sections;
using testing::module_of;

SlimResult slimmed(const Bytes& bytes, Names names = Names::Drop) {
  return slim(read_module(bytes, "app.wasm"), {.names = names});
}

SlimResult slimmed(std::string_view sections, Names names = Names::Drop) { return slimmed(module_of(sections), names); }

/// The result of slimming a module with a memory of one page and this data section.
Bytes slimmed_data(std::string_view segments) {
  const SlimResult result = slimmed("memory: { 1 min 1 } data: {padded " + std::string(segments) + " }");
  EXPECT_TRUE(result.left_alone.empty());
  return result.content;
}

Bytes with_data(std::string_view segments) {
  return module_of("memory: { 1 min 1 } data: { " + std::string(segments) + " }");
}

std::string zeros(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += "#00 ";
  return text;
}

TEST(Slim, JoinsNeighboursAndWritesTheZerosBetween) {
  EXPECT_EQ(slimmed_data("2  active i32.const s100 end { 'abc' }  active i32.const s108 end { 'xyz' }"),
            with_data("1  active i32.const s100 end { 'abc' " + zeros(5) + " 'xyz' }"));
}

TEST(Slim, JoinsAcrossAtMost256Zeros) {
  EXPECT_EQ(slimmed_data("2  active i32.const s0 end { 'a' }  active i32.const s257 end { 'b' }"),
            with_data("1  active i32.const s0 end { 'a' " + zeros(256) + " 'b' }"));
  const std::string apart = "2  active i32.const s0 end { 'a' }  active i32.const s258 end { 'b' }";
  EXPECT_EQ(slimmed_data(apart), with_data(apart));
}

TEST(Slim, JoinsSegmentsThatTouch) {
  EXPECT_EQ(slimmed_data("2  active i32.const s10 end { 'ab' }  active i32.const s12 end { 'cd' }"),
            with_data("1  active i32.const s10 end { 'abcd' }"));
}

TEST(Slim, PutsSegmentsInOrder) {
  EXPECT_EQ(slimmed_data(R"(4  active i32.const s300 end { 'c' }  active i32.const s2000 end { 'd' }
                               active i32.const s298 end { 'a' }  active i32.const s299 end { 'b' })"),
            with_data("2  active i32.const s298 end { 'abc' }  active i32.const s2000 end { 'd' }"));
}

TEST(Slim, DropsEmptySegments) {
  EXPECT_EQ(slimmed_data("2  active i32.const s10 end { }  active i32.const s65536 end { }"), with_data("0"));
}

TEST(Slim, WritesTheShortestForm) {
  EXPECT_EQ(slimmed_data("1  active-on 0 i32.const #8a #00 end {padded 'a' }"),
            with_data("1  active i32.const s10 end { 'a' }"));
}

TEST(Slim, KeepsAddressesAboveTwoGiB) {
  const std::string sections = "memory: { 1 min 65536 } data: { 1 active i32.const s-1 end { 'z' } }";
  const SlimResult result = slimmed(sections);
  EXPECT_EQ(result.content, module_of(sections));
  EXPECT_TRUE(result.left_alone.empty());
}

TEST(Slim, JoinsAcrossTwoGiB) {
  EXPECT_EQ(slimmed(R"(memory: { 1 min 65536 }
                       data: { 2  active i32.const s-2147483648 end { 'b' }  active i32.const s2147483647 end { 'a' } })")
                .content,
            module_of("memory: { 1 min 65536 } data: { 1 active i32.const s2147483647 end { 'ab' } }"));
}

TEST(Slim, CountsSegments) {
  const SlimResult result = slimmed(R"(memory: { 1 min 1 }
    data: { 3  active i32.const s0 end { 'a' }  active i32.const s9 end { 'b' }  active i32.const s999 end { 'c' } })");
  EXPECT_EQ(result.segments_before, 3u);
  EXPECT_EQ(result.segments_after, 2u);
}

TEST(Slim, DropsNames) {
  const std::string name = R"( custom: {padded "name" #00 { "app" } })";
  const Bytes bytes = module_of(std::string(go_js_sections) + name + name);
  const SlimResult result = slimmed(bytes);
  EXPECT_EQ(result.content, module_of(go_js_sections));
  EXPECT_EQ(result.name_bytes_dropped, bytes.size() - result.content.size());
  EXPECT_TRUE(result.left_alone.empty());
}

TEST(Slim, KeepsNamesIfAsked) {
  const Bytes bytes = module_of(std::string(go_js_sections) + R"(custom: {padded "name" #00 { "app" } })");
  const SlimResult result = slimmed(bytes, Names::Keep);
  EXPECT_EQ(result.content, bytes);
  EXPECT_EQ(result.name_bytes_dropped, 0u);
}

TEST(Slim, PreservesAllOtherBytesAndTheirOrder) {
  const std::string before = R"(custom: {padded "a" 'x' }  memory: {padded 1 min 1 }  element: {padded 0 } )";
  const std::string after = R"(custom: {padded "names" 'kept' }  custom: { "producers" 0 })";
  EXPECT_EQ(
      slimmed(before + "data: { 1 active i32.const s1 end { 'a' } } " + R"( custom: { "name" 'x' } )" + after).content,
      module_of(before + "data: { 1 active i32.const s1 end { 'a' } } " + after));
}

TEST(Slim, CopiesFilesThatAreNotWasm) {
  const Bytes bytes = {'<', 'h', 't', 'm', 'l', '>'};
  const SlimResult result = slimmed(bytes);
  EXPECT_EQ(result.content, bytes);
  EXPECT_TRUE(result.left_alone.empty());
}

TEST(Slim, SaysThatAnotherToolRewroteGosModule) {
  const Bytes bytes = module_of(R"(type: { 1 func 0 0 }  import: { 1 "gojs" "runtime.wasmExit" function 0 }
    memory: { 1 min 1 }  export: { 2 "run" function 0 "mem" memory 0 }
    data-count: { 1 }  data: { 1 active i32.const s0 end {padded 'a' } })");
  const SlimResult result = slimmed(bytes);
  EXPECT_EQ(result.content, bytes);
  ASSERT_EQ(result.left_alone.size(), 2u);
  EXPECT_NE(result.left_alone[1].find("Leave that tool out"), std::string::npos) << result.left_alone[1];
}

struct Untouchable {
  const char* name;
  std::string_view sections;
  std::string_view reason;
};

void PrintTo(const Untouchable& module, std::ostream* out) { *out << module.name; }

class UntouchableData : public ::testing::TestWithParam<Untouchable> {};

TEST_P(UntouchableData, IsLeftAlone) {
  const Bytes bytes = module_of(GetParam().sections);
  const SlimResult result = slimmed(bytes);
  EXPECT_EQ(result.content, bytes);
  ASSERT_EQ(result.left_alone.size(), 1u);
  EXPECT_EQ(result.left_alone[0], "the data segments stay unchanged: " + std::string(GetParam().reason));
  EXPECT_EQ(result.segments_after, result.segments_before);
}

constexpr Untouchable untouchable[] = {
    {"ImportedMemory",
     R"(import: { 1 "env" "memory" memory min 1 }  data: { 2 active i32.const s0 end { 'a' } active i32.const s1 end { 'b' } })",
     "the memory is imported, and its initial content is unknown"},
    {"NoMemory", "data: { 0 }", "the module has no memory"},
    {"DataCount", "memory: { 1 min 1 }  data-count: { 1 }  data: { 1 active i32.const s0 end {padded 'a' } }",
     "the module counts its segments for memory.init and data.drop (it has a data count section)"},
    {"RelocatableObject",
     R"(memory: { 1 min 1 }  data: { 1 active i32.const s0 end {padded 'a' } }  custom: { "linking" 2 })",
     "the module is a relocatable object (it has a linking section)"},
    {"Memory64", "memory: { 1 #04 1 }  data: { 1 active i64.const s0 end { 'a' } }",
     "the memory's addresses are 64 bits wide"},
    {"Passive", "memory: { 1 min 1 }  data: { 2 active i32.const s0 end { 'a' }  passive { 'b' } }",
     "segment 1 is passive"},
    {"SecondMemory", "memory: { 2 min 1 min 1 }  data: { 1 active-on 1 i32.const s0 end { 'a' } }",
     "segment 0 is not for the first memory"},
    {"ComputedAddress",
     R"(import: { 1 "env" "base" global i32 0 }  memory: { 1 min 1 }  data: { 1 active global.get 0 end { 'a' } })",
     "segment 0 has an address that is computed at instantiation"},
    {"ExtendedConstant", "memory: { 1 min 1 }  data: { 1 active i32.const s1 i32.const s2 i32.add end { 'a' } }",
     "segment 0 has an address that is computed at instantiation"},
    {"BeyondTheMemory",
     "memory: { 1 min 1 }  data: { 2 active i32.const s0 end { 'a' }  active i32.const s65535 end { 'ab' } }",
     "segment 1 ends beyond the initial memory, so instantiation fails"},
    {"EmptyBeyondTheMemory", "memory: { 1 min 1 }  data: { 1 active i32.const s65537 end { } }",
     "segment 0 ends beyond the initial memory, so instantiation fails"},
    {"BeyondFourGiB", "memory: { 1 min 65536 }  data: { 1 active i32.const s-1 end { 'ab' } }",
     "segment 0 ends beyond the initial memory, so instantiation fails"},
    {"Overlap", "memory: { 1 min 1 }  data: { 2 active i32.const s16 end { 'abc' }  active i32.const s18 end { 'd' } }",
     "segments overlap at address 0x12"},
    {"OverlapOutOfOrder",
     "memory: { 1 min 1 }  data: { 3 active i32.const s18 end { 'd' } active i32.const s16 end { 'abc' } active "
     "i32.const s40 end { 'e' } }",
     "segments overlap at address 0x12"},
    {"SameAddress",
     "memory: { 1 min 1 }  data: { 2 active i32.const s16 end { 'a' }  active i32.const s16 end { 'b' } }",
     "segments overlap at address 0x10"},
};

INSTANTIATE_TEST_SUITE_P(Slim, UntouchableData, ::testing::ValuesIn(untouchable),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace wasmpair

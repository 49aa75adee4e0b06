// The module around the code: memory, globals, exports, imports and the order of sections.
#include "wasmpair/rewrite_guest.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "support/guest_text.h"
#include "util/leb128.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

using testing::module_of;

constexpr std::string_view type_and_yield = R"(
    type: { 2  func 0 1 i32  func 0 0 }
    import: { 1 "wasi_snapshot_preview1" "sched_yield" function 0 })";

/// A rewritten module, which owns its bytes.
struct Rewritten {
  Bytes bytes;
  Module module;
};

Rewritten rewrite(std::string_view sections, const GuestRewriting& rewriting = {}) {
  const Bytes original = module_of(sections);
  Rewritten result{rewrite_guest(read_module(original, "app.wasm"), rewriting), {}};
  result.module = read_module(result.bytes, "rewritten.wasm");
  return result;
}

/// "NAME INDEX" of each export.
std::vector<std::string> exports_of(const Module& module) {
  std::vector<std::string> exports;
  for (const Export& exported : module.exports)
    exports.push_back(fmt::format("{} {} {}", exported.name, name(exported.kind), exported.index));
  return exports;
}

/// The sections in their order, custom ones by their names.
std::vector<std::string> sections_of(const Module& module) {
  std::vector<std::string> names;
  for (const Section& section : module.sections)
    names.emplace_back(section.id == SectionId::Custom ? section.custom_name : name(section.id));
  return names;
}

TEST(RewriteGuest, WritesAMaximumOfTheMemory) {
  const auto maximum = [](std::string_view memory, std::uint32_t pages) {
    return rewrite(std::string("memory: { 1 ") + std::string(memory) + " }", {.maximum_pages = pages})
        .module.memory->maximum_pages;
  };
  EXPECT_EQ(maximum("min 3", 300), 300);
  EXPECT_EQ(maximum("min-max 3 400", 300), 300);
  EXPECT_EQ(maximum("min-max 3 200", 300), 200);
  EXPECT_EQ(maximum("min-max 3 300", 300), 300);
  EXPECT_EQ(maximum("min 300", 300), 300);
}

TEST(RewriteGuest, WritesAMaximumOfEachTable) {
  const Rewritten result = rewrite(R"(
    import: { 1 "host" "t" table funcref min 5 }
    table: { 4  funcref min 3  externref min-max 2 9  funcref min-max 4 4  externref min 0 })");
  const std::vector<TableLimits>& tables = result.module.tables;
  ASSERT_EQ(tables.size(), 5U);
  EXPECT_EQ(tables[0].maximum, std::nullopt) << "an imported table is not the module's";
  EXPECT_EQ(tables[1].maximum, 3U);
  EXPECT_EQ(tables[2].minimum, 2U);
  EXPECT_EQ(tables[2].maximum, 9U);
  EXPECT_EQ(tables[3].maximum, 4U);
  EXPECT_EQ(tables[4].maximum, 0U);
}

TEST(RewriteGuest, LetsNoTableGrowIfAllTogetherCouldBecomeHuge) {
  const auto maximum_of_first = [](std::string_view other) {
    return rewrite(fmt::format("table: {{ 2  funcref min-max 2 9  {} }}", other)).module.tables[0].maximum;
  };
  EXPECT_EQ(maximum_of_first("externref min-max 1 1048567"), 9U);
  EXPECT_EQ(maximum_of_first("externref min-max 1 1048568"), 2U);
  EXPECT_EQ(maximum_of_first("externref min-max 1 4294967295"), 2U);
}

TEST(RewriteGuest, ExportsMutableGlobals) {
  const Rewritten result = rewrite(R"(
    import: { 1 "host" "g" global i64 1 }
    global: { 3  i32 1 i32.const s0 end  i32 0 i32.const s0 end  i64 1 i64.const s0 end }
    export: { 1 "mine" global 1 })");
  EXPECT_EQ(exports_of(result.module),
            (std::vector<std::string>{"mine global 1", "wasmpair.meter global 4", "wasmpair.depth global 5",
                                      "wasmpair.g1 global 1", "wasmpair.g3 global 3"}));
}

TEST(RewriteGuest, UsesAnImportedSchedYield) {
  const Rewritten result =
      rewrite(std::string(type_and_yield) + R"( function: { 1 1 } export: { 1 "f" function 1 } code: { 1 { 0 end } })");
  EXPECT_EQ(result.module.imports.size(), 1);
  EXPECT_EQ(exports_of(result.module)[0], "f function 1");
  EXPECT_EQ(testing::body_of(result.module, 2, 2), "call 0 drop i32.const global.set end");
}

constexpr std::string_view without_sched_yield = R"(
    type: { 2  func 0 0  func 1 i32 0 }
    import: { 2 "host" "f" function 1  "host" "g" global i32 0 }
    function: { 3 0 0 0 }
    table: { 1 funcref min 8 }
    global: { 2  funcref 0 ref.func 2 end  funcref 0 ref.func 0 end }
    export: { 2 "f" function 1  "imported" function 0 }
    start: { 3 }
    element: { 4  0 i32.const s0 end 2 0 1  #04 i32.const s4 end 1 ref.func 3 end  #01 0 1 2  #07 funcref 1 ref.func 1 end }
    code: { 3 { 0 i32.const s1 call 0 call 2 ref.func 2 drop end } { 0 end } { 0 end } }
    custom: { "name" 1 })";

TEST(RewriteGuest, AddsTheImportOfSchedYieldAndRenumbersFunctions) {
  const Rewritten result = rewrite(without_sched_yield, {.names = Names::Keep});
  ASSERT_EQ(result.module.imports.size(), 3);
  EXPECT_EQ(result.module.imports[2].name, "sched_yield");
  EXPECT_EQ(describe(result.module.types[result.module.imports[2].type_index]), "() -> (i32)");
  EXPECT_EQ(exports_of(result.module)[0], "f function 2");
  EXPECT_EQ(exports_of(result.module)[1], "imported function 0");
  EXPECT_EQ(result.module.find_custom("name"), nullptr);  // it cannot be read
  EXPECT_EQ(testing::body_of(result.module, 2, 3),
            "[enter] [charge 64, check] block i32.const call 0 call 3 ref.func drop end [leave] end");
  EXPECT_EQ(testing::body_of(result.module, 5, 3), "call 1 drop i32.const global.set end");
}

TEST(RewriteGuest, RenumbersElementsGlobalsAndStart) {
  const Rewritten result = rewrite(without_sched_yield);
  const auto payload = [&](SectionId id) {
    const Section& section = *result.module.find_section(id);
    return Bytes(result.bytes.begin() + static_cast<std::ptrdiff_t>(section.payload_offset),
                 result.bytes.begin() + static_cast<std::ptrdiff_t>(section.end()));
  };
  EXPECT_EQ(payload(SectionId::Start), Bytes{4});
  EXPECT_EQ(payload(SectionId::Element),
            testing::assemble("4  0 i32.const s0 end 2 0 2  #04 i32.const s4 end 1 ref.func 4 end  #01 0 1 3  "
                              "#07 funcref 1 ref.func 2 end"));
  EXPECT_EQ(payload(SectionId::Global),
            testing::assemble("4  funcref 0 ref.func 3 end  funcref 0 ref.func 0 end  i32 1 i32.const s1000000 end  "
                              "i32 1 i32.const s0 end"));
}

TEST(RewriteGuest, AddsMissingSectionsInOrder) {
  EXPECT_EQ(sections_of(rewrite("").module), (std::vector<std::string>{"global", "export"}));
  EXPECT_EQ(sections_of(rewrite("custom: { \"a\" } type: { 1 func 0 0 } custom: { \"b\" } function: { 1 0 } "
                                "custom: { \"c\" } memory: { 1 min 1 } data-count: { 1 } code: { 1 { 0 end } } "
                                "custom: { \"d\" } data: { 1 passive { } } custom: { \"e\" }")
                            .module),
            (std::vector<std::string>{"a", "type", "b", "import", "function", "c", "memory", "global", "export",
                                      "data count", "code", "d", "data", "e"}));
}

TEST(RewriteGuest, DropsSectionsThatReferToCode) {
  const std::string_view sections =
      "custom: { \"producers\" 0 } custom: { \".debug_info\" } custom: { \"name\" } custom: { \"sourceMappingURL\" }";
  EXPECT_EQ(sections_of(rewrite(sections).module), (std::vector<std::string>{"producers", "global", "export"}));
  EXPECT_EQ(sections_of(rewrite(sections, {.names = Names::Keep}).module),
            (std::vector<std::string>{"producers", "name", "global", "export"}));
}

TEST(RewriteGuest, AddsATypeForSeveralResultsOnce) {
  const Rewritten result = rewrite(R"(
    type: { 2  func 0 1 i32  func 1 i32 2 i32 i64 }
    import: { 1 "wasi_snapshot_preview1" "sched_yield" function 0 }
    function: { 2 1 1 }
    code: { 2 { 0 call 0 i64.const s1 end } { 0 call 0 i64.const s1 end } })");
  ASSERT_EQ(result.module.types.size(), 4);
  EXPECT_EQ(describe(result.module.types[2]), "() -> ()");
  EXPECT_EQ(describe(result.module.types[3]), "() -> (i32, i64)");
}

TEST(RewriteGuest, RenumbersNames) {
  const std::string_view sections = R"(
    type: { 1 func 0 0 }
    import: { 1 "host" "f" function 0 }
    function: { 2 0 0 }
    code: { 2 { 1 1 i32 end } { 0 end } }
    custom: { "name" 0 { "app" }  1 { 3 0 "f" 1 "one" 2 "two" }  2 { 1 1 1 0 "x" }  7 { 1 0 "g" } })";
  const Rewritten result = rewrite(sections, {.names = Names::Keep});
  const Section* names = result.module.find_custom("name");
  ASSERT_NE(names, nullptr);
  EXPECT_EQ(Bytes(result.bytes.begin() + static_cast<std::ptrdiff_t>(names->payload_offset),
                  result.bytes.begin() + static_cast<std::ptrdiff_t>(names->end())),
            testing::assemble(R"(0 { "app" }  1 { 3 0 "f" 2 "one" 3 "two" }  2 { 1 2 1 0 "x" }  7 { 1 0 "g" })"));
}

TEST(RewriteGuest, KeepsNamesIfIndicesStay) {
  const Rewritten result = rewrite(std::string(type_and_yield) + R"( custom: { "name" 9 })", {.names = Names::Keep});
  EXPECT_EQ(result.module.find_custom("name")->payload_bytes, 1);
}

TEST(RewriteGuest, DependsOnItsArgumentsOnly) {
  EXPECT_EQ(rewrite(without_sched_yield).bytes, rewrite(without_sched_yield).bytes);
}

struct Refusal {
  const char* name;
  std::string_view sections;
  std::string_view problem;
};

void PrintTo(const Refusal& refusal, std::ostream* out) { *out << refusal.name; }

class Refusals : public ::testing::TestWithParam<Refusal> {};

TEST_P(Refusals, NameTheProblem) {
  try {
    rewrite(GetParam().sections, {.maximum_pages = 16});
    FAIL() << "it was rewritten";
  } catch (const Error& error) {
    EXPECT_EQ(error.problem(), GetParam().problem);
    EXPECT_TRUE(error.place().starts_with("app.wasm:0x")) << error.place();
    EXPECT_NE(error.advice(), "");
  }
}

constexpr Refusal refusals[] = {
    {"ReservedExport", R"(memory: { 1 min 1 } export: { 1 "wasmpair.g0" memory 0 })",
     "the guest exports \"wasmpair.g0\", a name that wasmpair adds"},
    {"SharedMemory", "memory: { 1 #03 1 1 }", "the guest uses threads, which wasmpair does not validate"},
    {"Memory64", "memory: { 1 #04 1 }", "the guest uses 64-bit addresses"},
    {"SecondMemory", "memory: { 2 min 1 min 1 }", "the guest uses a second memory"},
    {"ImportedMemory", R"(import: { 1 "env" "memory" memory min 1 })", "the guest imports its memory"},
    {"MemoryAboveTheMaximum", "memory: { 1 min 17 }", "the guest starts with 17 pages, but its maximum is 16"},
    {"Proposal", "type: { 1 func 0 0 } function: { 1 0 } code: { 1 { 0 #fe 3 0 end } }",
     "the guest uses threads, which wasmpair does not validate"},
    {"TypeOfSchedYield", R"(type: { 1 func 0 0 } import: { 1 "wasi_snapshot_preview1" "sched_yield" function 0 })",
     "the guest imports sched_yield, but not as a function () -> (i32)"},
    {"KindOfSchedYield", R"(import: { 1 "wasi_snapshot_preview1" "sched_yield" global i32 0 })",
     "the guest imports sched_yield, but not as a function () -> (i32)"},
    {"RelocatableObject", "custom: { \"linking\" 2 }", "the guest is a relocatable object: it has a linking section"},
    {"NoRoomForALocal",
     "type: { 1 func 0 0 } function: { 1 0 } memory: { 1 min 1 } "
     "code: { 1 { 1 50000 i32 local.get 0 local.get 0 local.get 0 bulk 11 0 end } }",
     "function 0 leaves no room for another local"},
};
INSTANTIATE_TEST_SUITE_P(RewriteGuest, Refusals, ::testing::ValuesIn(refusals),
                         [](const auto& refusal) { return refusal.param.name; });

/// The problem of a module with one function; empty if it is rewritten.
std::string problem_of(const std::string& body) {
  try {
    rewrite("type: { 1 func 0 0 } function: { 1 0 } code: { 1 { 0 " + body + " end } }");
    return {};
  } catch (const Error& error) {
    return error.problem();
  }
}

std::string repeated(std::string_view text, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

TEST(RewriteGuest, RefusesHugeFunctions) {
  EXPECT_EQ(problem_of(repeated("nop ", 262'142)), "");
  EXPECT_EQ(problem_of(repeated("nop ", 262'143)),
            "function 0 takes 262,145 bytes; at most 262,144 are accepted in a guest");
  EXPECT_EQ(problem_of(repeated("block empty end ", 8'000)), "");
  EXPECT_EQ(problem_of(repeated("block empty end ", 8'001)),
            "function 0 has 8,001 blocks; at most 8,000 are accepted in a guest");
}

TEST(RewriteGuest, RefusesModulesWithoutRoom) {
  Bytes bytes = module_of("");
  const Bytes count{0xbf, 0x84, 0x3d};  // 999,999
  const Bytes global{0x7f, 0x00, 0x41, 0x00, 0x0b};
  bytes.push_back(static_cast<std::uint8_t>(SectionId::Global));
  append_unsigned(bytes, count.size() + 999'999 * global.size());
  bytes.insert(bytes.end(), count.begin(), count.end());
  for (int i = 0; i < 999'999; ++i) bytes.insert(bytes.end(), global.begin(), global.end());
  try {
    rewrite_guest(read_module(bytes, "app.wasm"), {});
    FAIL() << "it was rewritten";
  } catch (const Error& error) {
    EXPECT_EQ(error.place(), "app.wasm:0x8");
    EXPECT_EQ(error.problem(),
              "the guest would have 1,000,001 globals after rewriting; engines accept at most 1,000,000");
  }
}

TEST(RewriteGuest, RefusesOptionsOutOfTheirRange) {
  const Bytes bytes = module_of("");
  const Module module = read_module(bytes, "app.wasm");
  const auto problem = [&](const GuestRewriting& rewriting) -> std::string {
    try {
      rewrite_guest(module, rewriting);
      return {};
    } catch (const Error& error) {
      return error.problem();
    }
  };
  EXPECT_EQ(problem({.maximum_pages = 65'536, .interval = 1 << 30, .depth_limit = 1'000'000}), "");
  EXPECT_EQ(problem({.maximum_pages = 0}), "the maximum number of pages must be 1 to 65,536");
  EXPECT_EQ(problem({.maximum_pages = 65'537}), "the maximum number of pages must be 1 to 65,536");
  EXPECT_EQ(problem({.interval = 0}), "the interval must be 1 to 1,073,741,824");
  EXPECT_EQ(problem({.interval = (1 << 30) + 1}), "the interval must be 1 to 1,073,741,824");
  EXPECT_EQ(problem({.depth_limit = 1'000'001}), "the limit of calls must be 1 to 1,000,000");
}

TEST(RewriteGuest, RefusesWhatIsNoModule) {
  const Bytes bytes{1, 2, 3};
  EXPECT_THROW(rewrite_guest(read_module(bytes, "app.wasm"), {}), Error);
}

}  // namespace
}  // namespace wasmpair

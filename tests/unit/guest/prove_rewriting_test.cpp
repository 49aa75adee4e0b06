// The proof notices each change that rewriting must not make.
#include "guest/prove_rewriting.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "support/module_text.h"
#include "wasmpair/error.h"
#include "wasmpair/rewrite_guest.h"

namespace wasmpair {
namespace {

constexpr std::string_view original_text = R"(
  type: { 3  func 0 1 i32  func 1 i32 1 i32  func 0 0 }
  import: { 2 "wasi_snapshot_preview1" "sched_yield" function 0  "host" "f" function 2 }
  function: { 2 1 2 }
  table: { 2 funcref min 8  externref min 1 }
  memory: { 1 min 3 }
  global: { 1 i32 0 i32.const s55 end }
  export: { 2 "handle" function 2  "memory" memory 0 }
  start: { 3 }
  element: { 1 0 i32.const s5 end 1 2 }
  code: { 2 { 0 call 1 local.get 0 if empty i32.const s11 return end i32.const s12 end } { 0 loop empty br 0 end end } }
  data: { 1 active i32.const s77 end { 'abcdef' } })";

/// An edit of the rewritten module: bytes, as text, that occur once, and their replacement of the same size.
struct Edit {
  const char* name;
  std::string_view from;
  std::string_view to;
  std::string_view problem;
};

void PrintTo(const Edit& edit, std::ostream* out) { *out << edit.name; }

class ChangedGuests : public ::testing::TestWithParam<Edit> {};

TEST_P(ChangedGuests, AreNotProven) {
  const Bytes original_bytes = testing::module_of(original_text);
  const Module original = read_module(original_bytes, "app.wasm");
  Bytes rewritten = rewrite_guest(original, {});
  const Bytes from = testing::assemble(GetParam().from);
  const Bytes to = testing::assemble(GetParam().to);
  ASSERT_EQ(from.size(), to.size());
  const auto place = std::search(rewritten.begin(), rewritten.end(), from.begin(), from.end());
  ASSERT_NE(place, rewritten.end());
  ASSERT_EQ(std::search(place + 1, rewritten.end(), from.begin(), from.end()), rewritten.end());
  EXPECT_NO_THROW(prove_rewriting(original, rewritten, Metering::Metered));
  std::ranges::copy(to, place);
  try {
    prove_rewriting(original, rewritten, Metering::Metered);
    FAIL() << "it was proven";
  } catch (const Error& error) {
    EXPECT_EQ(error.problem(), GetParam().problem);
    EXPECT_TRUE(error.place().starts_with("app.wasm (rewritten)")) << error.place();
    EXPECT_NE(error.advice(), "");
  }
}

constexpr std::string_view code_changed = "internal error: rewriting changed the code of the guest";
constexpr std::string_view exports_changed = "internal error: rewriting changed exports of the guest";
constexpr std::string_view imports_changed = "internal error: rewriting changed imports of the guest";
constexpr std::string_view table_changed = "internal error: rewriting changed table of the guest";
constexpr std::string_view memory_changed = "internal error: rewriting changed memory of the guest";

constexpr Edit edits[] = {
    {"Invalid", "i32.const s11", "i64.const s11",
     "internal error: the rewritten guest is invalid: br in function 2 is invalid: it needs i32, but the operand is "
     "i64"},
    {"Data", "'abcdef'", "'abcdeF'", "internal error: rewriting changed data of the guest"},
    {"AddressOfData", "i32.const s77", "i32.const s78", "internal error: rewriting changed data of the guest"},
    {"Table", "funcref min-max 8 8", "funcref min-max 9 9", table_changed},
    {"TableThatGrows", "funcref min-max 8 8", "funcref min-max 8 9", table_changed},
    {"TableOfOthers", "externref min-max 1 1", "funcref min-max 1 1", table_changed},
    {"Constant", "i32.const s11", "i32.const s13", code_changed},
    {"Call", "call 1", "call 4", code_changed},
    {"LoopWithoutCheck",
     "loop empty global.get 1 i32.const s1 i32.sub local.tee 0 global.set 1 local.get 0 i32.const s1 i32.lt_s if empty "
     "call 4 end",
     "loop empty global.get 1 i32.const #81 #80 #00 i32.sub global.set 1 "
     "global.get 1 i32.const #81 #80 #80 #00 i32.sub global.set 1",
     code_changed},
    {"CallWithoutCheck",
     "end global.get 1 i32.const s64 i32.sub local.tee 1 global.set 1 local.get 1 i32.const s1 i32.lt_s if empty "
     "call 4 end block",
     "end global.get 1 i32.const #81 #80 #80 #00 i32.sub global.set 1 "
     "global.get 1 i32.const #81 #80 #80 #00 i32.sub global.set 1 block",
     code_changed},
    {"CheckOfSomethingElse", "global.get 1 i32.const s1 i32.sub local.tee 0 global.set 1",
     "global.get 1 i32.const #81 #80 #00 i32.sub global.set 1", code_changed},
    {"DepthWithoutALimit", "#4b if empty unreachable end", "#4b if empty nop end", code_changed},
    {"DepthThatIsNotCounted", "global.get 2 i32.const s1 i32.add", "global.get 2 i32.const s0 i32.add", code_changed},
    {"DepthThatIsNotLeft", "global.get 2 i32.const s1 i32.sub global.set 2",
     "global.get 1 i32.const s1 i32.sub global.set 1", code_changed},
    {"DepthThatIsLeftTwice", "global.get 2 i32.const s1 i32.sub global.set 2",
     "global.get 2 i32.const s2 i32.sub global.set 2", code_changed},
    {"DepthThatIsLeftEarly",
     "if empty i32.const s11 br 1 end i32.const s12 end global.get 2 i32.const s1 i32.sub global.set 2",
     "if empty i32.const s11 br 1 end global.get 2 i32.const s1 i32.sub global.set 2 i32.const s12 end", code_changed},
    {"ChargeThatRefills", "i32.const s64 i32.sub", "i32.const #c0 #7f i32.sub", code_changed},
    {"UnknownInsertion", "i32.const s64 i32.sub", "i32.const s64 i32.add", code_changed},
    {"AnotherGlobal", "i32.const s64 i32.sub local.tee 1 global.set 1",
     "i32.const s64 i32.sub local.tee 1 global.set 2", code_changed},
    {"LocalOfTheGuest", "i32.sub local.tee 1 global.set 1 local.get 1", "i32.sub local.tee 0 global.set 1 local.get 0",
     code_changed},
    {"AnotherFunctionGivesWay", "i32.sub local.tee 1 global.set 1 local.get 1 i32.const s1 i32.lt_s if empty call 4",
     "i32.sub local.tee 1 global.set 1 local.get 1 i32.const s1 i32.lt_s if empty call 3", code_changed},
    {"Start", "start: { 3 }", "start: { 4 }", "internal error: rewriting changed start of the guest"},
    {"Element", "element: { 1 0 i32.const s5 end 1 2 }", "element: { 1 0 i32.const s5 end 1 3 }",
     "internal error: rewriting changed element of the guest"},
    {"Global", "3 i32 0 i32.const s55", "3 i32 0 i32.const s56",
     "internal error: rewriting changed globals of the guest"},
    {"MemoryMinimum", "memory: { 1 min-max 3 1024 }", "memory: { 1 min-max 2 1024 }", memory_changed},
    {"ExportName", R"("handle" function 2)", R"("handlE" function 2)", exports_changed},
    {"ExportIndex", R"("handle" function 2)", R"("handle" function 1)", exports_changed},
    {"AddedExport", R"("wasmpair.meter")", R"("wasmpaiR.meter")", exports_changed},
    {"Import", R"("host" "f")", R"("host" "g")", imports_changed},
    {"TypeOfFunction", "function: { 3 1 2 2 }", "function: { 3 1 2 0 }",
     "internal error: the rewritten guest is invalid: end in function 2 is invalid: 1 operand left on the stack"},
};
INSTANTIATE_TEST_SUITE_P(ProveRewriting, ChangedGuests, ::testing::ValuesIn(edits),
                         [](const auto& edit) { return edit.param.name; });

TEST(ProveRewriting, KnowsWhetherThereIsAMeter) {
  const Bytes original_bytes = testing::module_of(original_text);
  const Module original = read_module(original_bytes, "app.wasm");
  const Bytes metered = rewrite_guest(original, {});
  const Bytes unmetered = rewrite_guest(original, {.metering = Metering::Unmetered});
  EXPECT_NO_THROW(prove_rewriting(original, metered, Metering::Metered));
  EXPECT_NO_THROW(prove_rewriting(original, unmetered, Metering::Unmetered));
  EXPECT_THROW(prove_rewriting(original, unmetered, Metering::Metered), Error);
  EXPECT_THROW(prove_rewriting(original, metered, Metering::Unmetered), Error);
}

/// A function that makes this call; function 3 does nothing.
Bytes calling(std::string_view call) {
  return testing::module_of(fmt::format(R"(
    type: {{ 3  func 0 1 i32  func 1 i32 1 i32  func 0 0 }}
    import: {{ 2 "wasi_snapshot_preview1" "sched_yield" function 0  "host" "f" function 2 }}
    function: {{ 2 2 2 }}  table: {{ 1 funcref min-max 8 8 }}  memory: {{ 1 min 3 }}
    code: {{ 2 {{ 0 {} end }} {{ 0 end }} }})",
                                        call));
}

TEST(ProveRewriting, NoticesRecursionThatIsNotCounted) {
  const std::string_view leaf = "i32.const s0 drop call 3";
  const Bytes calls_leaf = calling(leaf);
  const Bytes uncounted = rewrite_guest(read_module(calls_leaf, "app.wasm"), {});
  for (const std::string_view recursive :
       {"i32.const s0 drop call 2", "i32.const s0 drop call 1", "i32.const s0 call_indirect 2 0"}) {
    const Bytes original = calling(recursive);
    ASSERT_EQ(original.size(), calls_leaf.size());
    Bytes changed = uncounted;
    const Bytes from = testing::assemble(leaf);
    const auto place = std::search(changed.begin(), changed.end(), from.begin(), from.end());
    ASSERT_NE(place, changed.end());
    std::ranges::copy(testing::assemble(recursive), place);
    EXPECT_THROW(prove_rewriting(read_module(original, "app.wasm"), changed, Metering::Metered), Error) << recursive;
  }
  EXPECT_NO_THROW(prove_rewriting(read_module(calls_leaf, "app.wasm"), uncounted, Metering::Metered));
}

/// Whether the proof accepts a jump instead of another one, which goes through a jump table with two blocks outside it.
bool is_proven(std::string_view original_jump, std::string_view jump) {
  const Bytes original_bytes = testing::module_of(fmt::format(R"(
    type: {{ 1  func 0 0 }}  function: {{ 1 0 }}
    code: {{ 1 {{ 1 2 i32 loop empty block empty block empty block empty local.get 0 br_table 2 0 1 2 end
      {} end nop end end end }} }})",
                                                              original_jump));
  const Module original = read_module(original_bytes, "app.wasm");
  Bytes rewritten = rewrite_guest(original, {});
  // What lies before the br is the same in both.
  const Bytes bytes = testing::assemble(jump);
  const auto place = std::search(rewritten.begin(), rewritten.end(), bytes.begin(), bytes.end() - 1);
  EXPECT_NE(place, rewritten.end());
  std::ranges::copy(bytes, place);
  try {
    prove_rewriting(original, rewritten, Metering::Metered);
    return true;
  } catch (const Error& error) {
    EXPECT_EQ(error.problem(), code_changed);
    return false;
  }
}

TEST(ProveRewriting, NoticesAJumpThatDoesNotGoWhereTheTableGoes) {
  EXPECT_TRUE(is_proven("i32.const s1 local.set 0 br 2", "i32.const s1 local.set 0 br 0"));
  EXPECT_TRUE(is_proven("i32.const s1 local.set 0 br 2", "i32.const s1 local.set 0 br 2"));
  EXPECT_FALSE(is_proven("i32.const s1 local.set 0 br 2", "i32.const s1 local.set 0 br 1"));
  EXPECT_FALSE(is_proven("i32.const s1 local.set 0 br 2", "i32.const s1 local.set 0 br 3"));
  EXPECT_FALSE(is_proven("i32.const s2 local.set 0 br 2", "i32.const s2 local.set 0 br 0"));
  EXPECT_TRUE(is_proven("i32.const s2 local.set 0 br 2", "i32.const s2 local.set 0 br 1"));
  EXPECT_FALSE(is_proven("i32.const s0 local.set 0 br 2", "i32.const s0 local.set 0 br 0"));
  EXPECT_FALSE(is_proven("i32.const s1 local.set 1 br 2", "i32.const s1 local.set 1 br 0"));
  EXPECT_FALSE(is_proven("i32.const s1 local.set 0 nop br 2", "i32.const s1 local.set 0 nop br 0"));
  EXPECT_FALSE(is_proven("i32.const s1 local.set 0 br 1", "i32.const s1 local.set 0 br 0"));
}

TEST(ProveRewriting, NoticesATailCallThatDoesNotLeave) {
  const Bytes original_bytes = calling("return_call 2");
  const Module original = read_module(original_bytes, "app.wasm");
  Bytes rewritten = rewrite_guest(original, {});
  EXPECT_NO_THROW(prove_rewriting(original, rewritten, Metering::Metered));
  const Bytes leave_and_call = testing::assemble("global.get 1 i32.const s1 i32.sub global.set 1 return_call 2");
  const Bytes charge_and_call = testing::assemble("global.get 0 i32.const s1 i32.sub global.set 0 return_call 2");
  const auto place = std::search(rewritten.begin(), rewritten.end(), leave_and_call.begin(), leave_and_call.end());
  ASSERT_NE(place, rewritten.end());
  std::ranges::copy(charge_and_call, place);
  EXPECT_THROW(prove_rewriting(original, rewritten, Metering::Metered), Error);
}

}  // namespace
}  // namespace wasmpair

// Where the meter is charged and checked, and where the depth is counted.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "support/guest_text.h"
#include "wasmpair/rewrite_guest.h"

namespace wasmpair {
namespace {

/// A body of function 2, of the type (i32) -> (i32) unless another is given. Function 0 is sched_yield, 1 is another
/// function of the host, 3 an empty leaf, 4 returns two values.
struct BodyCase {
  const char* name;
  std::string_view body;
  std::string_view rewritten;
  std::string_view type = "1";
};

void PrintTo(const BodyCase& body, std::ostream* out) { *out << body.name; }

std::string around(std::string_view body, std::string_view type) {
  return fmt::format(R"(
    type: {{ 6  func 0 1 i32  func 1 i32 1 i32  func 0 0  func 0 2 i32 i64  func 1 i32 0  func 1 i32 2 i32 i64 }}
    import: {{ 2 "wasi_snapshot_preview1" "sched_yield" function 0  "host" "f" function 2 }}
    function: {{ 3 {} 2 3 }}
    table: {{ 1 funcref min 8 }}
    memory: {{ 1 min 1 }}
    element: {{ 1 active i32.const s0 end 2 2 3 }}
    code: {{ 3 {{ {} }} {{ 0 end }} {{ 0 i32.const s1 i64.const s2 end }} }})",
                     type, body);
}

class RewrittenBodies : public ::testing::TestWithParam<BodyCase> {};

TEST_P(RewrittenBodies, AreMeteredHere) {
  const Bytes original = testing::module_of(around(GetParam().body, GetParam().type));
  const Bytes bytes = rewrite_guest(read_module(original, "app.wasm"), {});
  EXPECT_EQ(testing::body_of(read_module(bytes, "rewritten.wasm"), 2, 0), GetParam().rewritten);
}

constexpr BodyCase body_cases[] = {
    {"LeafIsUnchanged", "0 local.get 0 if empty nop end local.get 0 end", "local.get if nop end local.get end"},
    {"Loop", "0 loop empty nop nop local.get 0 br_if 0 end local.get 0 end",
     "loop [check] nop nop local.get [charge 4] br_if 0 end local.get [charge 1] end"},
    {"LoopAfterAssignmentsIsReachedFirst", "0 nop block empty loop empty nop br 1 end end local.get 0 end",
     "nop block loop [check] nop br 1 end end local.get [charge 4] end"},
    {"LoopAfterABranchIsNot", "0 block empty local.get 0 br_if 0 loop empty br 1 end end local.get 0 end",
     "[check] block local.get br_if 0 loop [check] br 1 end end local.get [charge 4] end"},
    {"LongPrefixIsNotCarriedIntoTheLoop", "0 nop nop nop nop nop loop empty br 0 end unreachable end",
     "nop nop nop nop nop [charge 5] loop [check] [charge 1] br 0 end unreachable end"},
    {"Call", "0 call 3 local.get 0 end", "[enter] [limit] [check] block call 3 local.get [charge 2] end [leave] end"},
    {"Return", "0 call 3 block empty local.get 0 return end local.get 0 end",
     "[enter] [limit] [check] block call 3 block local.get [charge 3] br 1 end local.get end [leave] end"},
    {"ReturnOfALeaf", "0 loop empty local.get 0 return end unreachable end",
     "loop [check] local.get [charge 2] return end unreachable end"},
    {"BranchToTheFunction", "0 call 3 local.get 0 local.get 0 br_if 0 end",
     "[enter] [limit] [check] block call 3 local.get local.get [charge 4] br_if 0 end [leave] end"},
    {"TailCall", "0 call 3 local.get 0 return_call 2 end",
     "[enter] [limit] [check] block call 3 local.get [charge 3] [leave] return_call end [leave] end"},
    {"SeveralResults", "0 call 3 i32.const s1 i64.const s2 end",
     "[enter] [limit] [check] block call 3 i32.const i64.const [charge 3] end [leave] end", "3"},
    {"NoResult", "0 call 3 end", "[enter] [limit] [check] block call 3 [charge 1] end [leave] end", "2"},
    {"HostCall", "0 call 1 local.get 0 end",
     "[enter] [limit] [check] block [charge 256] call 1 local.get [charge 1] end [leave] end"},
    {"IndirectCall", "0 local.get 0 call_indirect 2 0 local.get 0 end",
     "[enter] [limit] [check] block local.get call_indirect local.get [charge 35] end [leave] end"},
    {"TableOfBranches", "0 loop empty block empty block empty local.get 0 br_table 2 0 1 2 end end end local.get 0 end",
     "loop [check] block block local.get [charge 2] br_table end end end local.get [charge 1] end"},
    {"ArmsOfAnIf",
     "0 loop empty local.get 0 if empty nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop else nop "
     "end end local.get 0 end",
     "loop [check] local.get if nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop [charge 17] else "
     "nop end end local.get [charge 4] end"},
    {"ComputedLength", "0 local.get 0 local.get 0 local.get 0 bulk 11 0 local.get 0 end",
     "[check] local.get local.get local.get [length] [check] memory.fill local.get [charge 5] end"},
    {"ConstantLength", "0 local.get 0 local.get 0 i32.const s160 bulk 11 0 local.get 0 end",
     "[check] local.get local.get i32.const memory.fill local.get [charge 15] end"},
    {"LargeConstantLength", "0 local.get 0 local.get 0 i32.const s-1 bulk 11 0 local.get 0 end",
     "[check] local.get local.get i32.const [charge 268435459] [check] memory.fill local.get [charge 1] end"},
    {"LengthBehindALabel", "0 local.get 0 local.get 0 block i32 i32.const s160 end bulk 11 0 local.get 0 end",
     "[check] local.get local.get block i32.const end [length] [check] memory.fill local.get [charge 5] end"},
    {"UnreachableCode", "0 call 3 unreachable loop empty nop br 0 end return end",
     "[enter] [limit] [check] block call 3 unreachable loop [check] nop br 0 end br 0 end [leave] end"},
};
INSTANTIATE_TEST_SUITE_P(RewriteGuest, RewrittenBodies, ::testing::ValuesIn(body_cases),
                         [](const auto& body) { return body.param.name; });

/// A body with count times nop, and what follows.
std::string nops(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += "nop ";
  return text;
}

std::size_t count_of_text(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

std::string rewritten_body(const std::string& body) {
  const Bytes original = testing::module_of(around(body, "1"));
  const Bytes bytes = rewrite_guest(read_module(original, "app.wasm"), {});
  return testing::body_of(read_module(bytes, "rewritten.wasm"), 2, 0);
}

TEST(RewriteGuest, LeavesSmallLeavesAlone) {
  EXPECT_EQ(rewritten_body("0 " + nops(31) + "local.get 0 end").find('['), std::string::npos);
  EXPECT_TRUE(rewritten_body("0 " + nops(32) + "local.get 0 end").starts_with("[check] "));
}

TEST(RewriteGuest, ChargesStraightCodeOnTheWay) {
  const std::string text = rewritten_body("0 " + nops(10'000) + "local.get 0 end");
  EXPECT_EQ(count_of_text(text, "[charge 128]"), 78);
  EXPECT_EQ(count_of_text(text, "[charge 17]"), 1);
  EXPECT_EQ(count_of_text(text, "[check]"), 1 + 2);
}

TEST(RewriteGuest, ChecksCodeThatBranchesToALoopOnTheWay) {
  // Each branch to the loop charges everything, but what follows it is not checked at the header.
  std::string body = "0 loop empty ";
  for (int i = 0; i < 100; ++i) body += nops(100) + "local.get 0 br_if 0 ";
  const std::string text = rewritten_body(body + "end local.get 0 end");
  EXPECT_EQ(count_of_text(text, "[check]"), 1 + 2);
}

TEST(RewriteGuest, ChecksWhatReturnsWithoutALoop) {
  // Functions that return one after the other must not leave much unchecked together.
  EXPECT_TRUE(rewritten_body("0 call 3 " + nops(254) + "local.get 0 end").ends_with(" end [leave] end"));
  EXPECT_TRUE(rewritten_body("0 call 3 " + nops(255) + "local.get 0 end").ends_with(" end [leave] [check] end"));
  EXPECT_TRUE(rewritten_body("0 call 3 local.get 0 if empty " + nops(255) +
                             "local.get 0 return end loop empty end "
                             "local.get 0 end")
                  .ends_with(" end [leave] [check] end"));
  EXPECT_TRUE(rewritten_body("0 call 3 " + nops(255) + "local.get 0 return_call 2 end")
                  .ends_with(" [check] [leave] return_call end [leave] end"));
}

TEST(RewriteGuest, ChargesCodeBehindBranchesOnTheWay) {
  // Each block is left before the code in it that is charged: what follows the block counts nevertheless.
  std::string body = "0 ";
  for (int i = 0; i < 100; ++i) body += "block empty local.get 0 br_if 0 " + nops(200) + "end " + nops(100);
  const std::string text = rewritten_body(body + "local.get 0 end");
  EXPECT_GE(count_of_text(text, "[check]"), 1 + 2);
}

}  // namespace
}  // namespace wasmpair

// Where the meter is charged and checked, and where the depth is counted.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "support/guest_text.h"
#include "wasmpair/rewrite_guest.h"

namespace wasmpair {
namespace {

/// A body of function 2, of the type (i32) -> (i32) unless another is given. Function 0 is sched_yield, 1 is another
/// function of the host, 3 calls 2, 4 returns two values, 5 is a leaf of seven instructions.
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
    function: {{ 4 {} 2 3 2 }}
    table: {{ 1 funcref min 8 }}
    memory: {{ 1 min 1 }}
    element: {{ 1 active i32.const s0 end 2 2 3 }}
    code: {{ 4 {{ {} }} {{ 0 unreachable call 2 unreachable end }} {{ 0 i32.const s1 i64.const s2 end }} {{ 0 nop nop nop nop nop nop nop end }} }})",
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
     "loop [charge 4, check] nop nop local.get br_if 0 end local.get end"},
    {"TurnOfALoopBeyondItsPrice",
     "0 loop empty nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop "
     "nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop "
     "nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop local.get 0 br_if 0 end local.get 0 end",
     "loop [charge 64, check] nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop "
     "nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop "
     "nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop local.get [charge 6] br_if 0 end "
     "local.get end"},
    {"CodeBehindALoopOfSmallTurns",
     "0 loop empty local.get 0 br_if 0 end nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop local.get 0 "
     "end",
     "[charge 17] loop [charge 2, check] local.get br_if 0 end nop nop nop nop nop nop nop nop nop nop nop nop nop nop "
     "nop nop local.get end"},
    {"LoopAfterAssignmentsIsReachedFirst", "0 nop block empty loop empty nop br 1 end end local.get 0 end",
     "nop block loop [charge 4, check] nop br 1 end end local.get end"},
    {"LoopAfterABranchIsNot", "0 block empty local.get 0 br_if 0 loop empty br 1 end end local.get 0 end",
     "[charge 3, check] block local.get br_if 0 loop [check] br 1 end end local.get end"},
    {"LongPrefixIsNotCarriedIntoTheLoop", "0 nop nop nop nop nop loop empty br 0 end unreachable end",
     "nop nop nop nop nop [charge 5] loop [charge 1, check] br 0 end unreachable end"},
    {"Call", "0 call 3 local.get 0 end", "[enter] [charge 2, check] block call 3 local.get end [leave] end"},
    {"Return", "0 call 3 block empty local.get 0 return end local.get 0 end",
     "[enter] [charge 3, check] block call 3 block local.get br 1 end local.get end [leave] end"},
    {"ReturnOfALeaf", "0 loop empty local.get 0 return end unreachable end",
     "loop [charge 2, check] local.get return end unreachable end"},
    {"BranchToTheFunction", "0 call 3 local.get 0 local.get 0 br_if 0 end",
     "[enter] [charge 4, check] block call 3 local.get local.get br_if 0 end [leave] end"},
    {"TailCall", "0 call 3 local.get 0 return_call 2 end",
     "[enter] [charge 3, check] block call 3 local.get [leave] return_call end [leave] end"},
    {"SeveralResults", "0 call 3 i32.const s1 i64.const s2 end",
     "[enter] [charge 3, check] block call 3 i32.const i64.const end [leave] end", "3"},
    {"NoResult", "0 call 3 end", "[enter] [charge 1, check] block call 3 end [leave] end", "2"},
    {"CallOfALeaf", "0 call 5 local.get 0 end", "[charge 9, check] call 5 local.get end"},
    {"ReturnAfterACallOfALeaf", "0 call 5 local.get 0 return end", "[charge 10, check] call 5 local.get return end"},
    {"HostCall", "0 call 1 local.get 0 end", "[enter] [charge 64, check] block call 1 local.get end [leave] end"},
    {"IndirectCall", "0 local.get 0 call_indirect 2 0 local.get 0 end",
     "[enter] [charge 35, check] block local.get call_indirect local.get end [leave] end"},
    {"TableOfBranches", "0 loop empty block empty block empty local.get 0 br_table 2 0 1 2 end end end local.get 0 end",
     "loop [charge 2, check] block block local.get br_table end end end local.get end"},
    {"ForwardJumpIsNoTurn",
     "0 loop empty block empty block empty local.get 0 br_table 1 0 1 end i32.const s1 local.set 0 br 1 end "
     "nop nop nop nop i32.const s0 local.set 0 br 0 end unreachable end",
     "loop [charge 12, check] block block local.get br_table end i32.const local.set br 0 end nop nop nop nop "
     "i32.const "
     "local.set br 0 end unreachable end"},
    {"ArmsOfAnIf",
     "0 loop empty local.get 0 if empty nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop else nop "
     "end end local.get 0 end",
     "loop [charge 20, check] local.get if nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop else "
     "nop end end local.get end"},
    {"ConditionWithoutElse", "0 call 3 nop nop local.get 0 if empty unreachable end local.get 0 end",
     "[enter] [charge 6, check] block call 3 nop nop local.get if unreachable end local.get end [leave] end"},
    {"ComputedLength", "0 local.get 0 local.get 0 local.get 0 bulk 11 0 local.get 0 end",
     "[charge 5, check] local.get local.get local.get [length] [check] memory.fill local.get end"},
    {"ConstantLength", "0 local.get 0 local.get 0 i32.const s160 bulk 11 0 local.get 0 end",
     "[charge 15, check] local.get local.get i32.const memory.fill local.get end"},
    {"LargeConstantLength", "0 local.get 0 local.get 0 i32.const s-1 bulk 11 0 local.get 0 end",
     "[charge 64, check] local.get local.get i32.const [charge 268435651, check] memory.fill local.get end"},
    {"LengthBehindALabel", "0 local.get 0 local.get 0 block i32 i32.const s160 end bulk 11 0 local.get 0 end",
     "[charge 5, check] local.get local.get block i32.const end [length] [check] memory.fill local.get end"},
    {"UnreachableCode", "0 call 3 unreachable loop empty nop br 0 end return end",
     "[enter] [check] block call 3 unreachable loop [check] nop br 0 end br 0 end [leave] end"},
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

std::string rewritten_body(const std::string& body, Metering metering = Metering::Metered) {
  const Bytes original = testing::module_of(around(body, "1"));
  const Bytes bytes = rewrite_guest(read_module(original, "app.wasm"), {.metering = metering});
  return testing::body_of(read_module(bytes, "rewritten.wasm"), 2, 0);
}

TEST(RewriteGuest, LeavesSmallLeavesAlone) {
  EXPECT_EQ(rewritten_body("0 " + nops(31) + "local.get 0 end").find('['), std::string::npos);
  EXPECT_TRUE(rewritten_body("0 " + nops(32) + "local.get 0 end").starts_with("[charge 33, check] "));
}

TEST(RewriteGuest, LeavesSmallAmountsUncharged) {
  // 64 are charged ahead, and 512 more stay uncharged; then 256 are charged ahead again.
  EXPECT_EQ(count_of_text(rewritten_body("0 " + nops(64 + 511) + "local.get 0 end"), "["), 1);
  EXPECT_TRUE(rewritten_body("0 " + nops(64 + 512) + "local.get 0 end").ends_with(" nop [charge 769] local.get end"));
}

TEST(RewriteGuest, ChargesStraightCodeOnTheWay) {
  const std::string text = rewritten_body("0 " + nops(10'000) + "local.get 0 end");
  EXPECT_EQ(count_of_text(text, "[charge 64, check]"), 1);
  EXPECT_EQ(count_of_text(text, "[charge 769"), (10'001 - 64 + 256) / 769);
  EXPECT_EQ(count_of_text(text, "[charge 769, check]"), 2);  // each sixth
}

TEST(RewriteGuest, ChecksCodeThatBranchesToALoopOnTheWay) {
  // Each branch to the loop charges everything, but what follows it is not checked at the header.
  std::string body = "0 loop empty ";
  for (int i = 0; i < 100; ++i) body += nops(100) + "local.get 0 br_if 0 ";
  const std::string text = rewritten_body(body + "end local.get 0 end");
  EXPECT_EQ(count_of_text(text, "[charge 102"), 99);
  EXPECT_EQ(count_of_text(text, "check]"), 1 + 2);
}

TEST(RewriteGuest, ChecksWhatReturnsWithoutALoop) {
  // Functions that return one after the other must not charge much unchecked together. call 3 is a unit.
  const std::string most = nops(64 + 512 - 2);
  EXPECT_TRUE(rewritten_body("0 call 3 " + most + "local.get 0 end").ends_with(" nop local.get end [leave] end"));
  EXPECT_TRUE(rewritten_body("0 call 3 " + most + "nop local.get 0 end")
                  .ends_with(" nop [charge 769] local.get end [leave] [check] end"));
  EXPECT_TRUE(rewritten_body("0 call 3 local.get 0 if empty " + most +
                             "local.get 0 return end loop empty end "
                             "local.get 0 end")
                  .ends_with(" end [leave] [check] end"));
  EXPECT_TRUE(rewritten_body("0 call 3 " + most + "nop local.get 0 return_call 2 end")
                  .ends_with(" [check] [leave] return_call end [leave] end"));
}

TEST(RewriteGuest, ChecksEachChargeOfCallsThatAreNotCounted) {
  // They have no end in common at which what was charged could be checked.
  const std::string text = rewritten_body("0 call 5 " + nops(2'000) + "local.get 0 end");
  EXPECT_EQ(count_of_text(text, "[charge 769, check]"), 2);
  EXPECT_EQ(count_of_text(text, "["), 3);
}

TEST(RewriteGuest, ChecksWhatAPathIsChargedForAnother) {
  // What jumps over a block has the most uncharged behind it, what runs through it the most charged.
  std::string body = "0 call 3 " + nops(64 + 490);
  for (int i = 0; i < 6; ++i) body += "block empty local.get 0 br_if 0 " + nops(20) + "end ";
  const std::string text = rewritten_body(body + "local.get 0 end");
  EXPECT_EQ(count_of_text(text, "[charge 769"), 6);
  EXPECT_EQ(count_of_text(text, "[charge 769, check]"), 1);
}

TEST(RewriteGuest, ChargesCodeBehindBranchesOnTheWay) {
  // Each block is left before the code in it that is charged: what follows the block counts nevertheless.
  std::string body = "0 ";
  for (int i = 0; i < 100; ++i) body += "block empty local.get 0 br_if 0 " + nops(200) + "end " + nops(100);
  const std::string text = rewritten_body(body + "local.get 0 end");
  EXPECT_GE(count_of_text(text, "[charge "), 10);
  EXPECT_GE(count_of_text(text, "check]"), 1 + 2);
}

TEST(RewriteGuest, NeitherChargesNorChecksUnmetered) {
  const auto unmetered = [](const std::string& body) { return rewritten_body(body, Metering::Unmetered); };
  EXPECT_EQ(unmetered("0 loop empty nop local.get 0 br_if 0 end local.get 0 end"),
            "loop nop local.get br_if 0 end local.get end");
  EXPECT_EQ(unmetered("0 call 3 block empty local.get 0 return end local.get 0 end"),
            "[enter] block call 3 block local.get br 1 end local.get end [leave] end");
  EXPECT_EQ(unmetered("0 call 3 local.get 0 return_call 2 end"),
            "[enter] block call 3 local.get [leave] return_call end [leave] end");
  EXPECT_EQ(unmetered("0 call 5 local.get 0 end"), "call 5 local.get end");
  EXPECT_EQ(unmetered("0 loop empty block empty block empty local.get 0 br_table 1 0 1 end i32.const s1 local.set 0 "
                      "br 1 end end local.get 0 end"),
            "loop block block local.get br_table end i32.const local.set br 0 end end local.get end");
  EXPECT_EQ(unmetered("0 local.get 0 local.get 0 local.get 0 bulk 11 0 local.get 0 end"),
            "local.get local.get local.get memory.fill local.get end");
  const std::string text = unmetered("0 call 3 " + nops(10'000) + "local.get 0 end");
  EXPECT_EQ(count_of_text(text, "["), 2);
  EXPECT_TRUE(text.ends_with(" nop local.get end [leave] end"));
}

}  // namespace
}  // namespace wasmpair

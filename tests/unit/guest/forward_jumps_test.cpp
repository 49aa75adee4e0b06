// Jumps through a jump table that can go to their destination directly.
#include "guest/forward_jumps.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "support/module_text.h"

namespace wasmpair {
namespace {

/// The depths of all br in the only body, shortened.
std::vector<std::uint32_t> shortened(std::string_view body) {
  const Bytes bytes =
      testing::module_of(fmt::format("type: {{ 2  func 1 i32 1 i32  func 0 0 }} function: {{ 1 0 }} "
                                     "code: {{ 1 {{ 1 1 i32 {} }} }}",
                                     body));
  const Module module = read_module(bytes, "app.wasm");
  JumpShortener jumps;
  std::vector<std::uint32_t> depths;
  for (InstructionWalk walk(jumps.shorten(*FunctionBodies(module).begin())); walk.next();)
    if (walk.instruction().row->rule == Rule::Branch) depths.push_back(walk.instruction().index);
  return depths;
}

/// A loop around a table of 0, 1 and any other value, with code for each of them.
std::string dispatch(std::string_view first, std::string_view second = "", std::string_view header = "local.get 0",
                     std::string_view table = "br_table 2 0 1 2") {
  return fmt::format(
      "loop empty block empty block empty block empty {} {} end {} end {} end local.get 0 return end "
      "unreachable end",
      header, table, first, second);
}

struct JumpCase {
  const char* name;
  std::string body;
  std::uint32_t depth;  ///< Of the only br. It was 2 in the first code, 1 in the second.
};

void PrintTo(const JumpCase& jump, std::ostream* out) { *out << jump.name; }

class Jumps : public ::testing::TestWithParam<JumpCase> {};

TEST_P(Jumps, GoHere) { EXPECT_EQ(shortened(GetParam().body), std::vector{GetParam().depth}); }

const JumpCase jump_cases[] = {
    {"ToTheNextCode", dispatch("i32.const s1 local.set 0 br 2"), 0},
    {"OverCode", dispatch("i32.const s2 local.set 0 br 2"), 1},
    {"ToTheDefault", dispatch("i32.const s77 local.set 0 br 2"), 1},
    {"ToTheDefaultOfANegativeNumber", dispatch("i32.const s-1 local.set 0 br 2"), 1},
    {"OutOfAnIf", dispatch("local.get 1 if empty i32.const s2 local.set 0 br 3 end"), 2},
    {"FromTheSecond", dispatch("", "i32.const s2 local.set 0 br 1"), 0},
    {"FromAnInnerLoop", dispatch("loop empty i32.const s2 local.set 0 br 3 end"), 2},
    {"ThroughAnotherOrderOfTheTable", dispatch("i32.const s0 local.set 0 br 2", "", "local.get 0", "br_table 2 2 1 0"),
     1},

    {"BackToItself", dispatch("i32.const s0 local.set 0 br 2"), 2},
    {"BackToTheFirst", dispatch("", "i32.const s0 local.set 0 br 1"), 1},
    {"BackFromABlockInThePlaceOfTheFirst", dispatch("block empty i32.const s0 local.set 0 br 3 end"), 3},
    {"OfAnotherLocal", dispatch("i32.const s1 local.set 1 br 2"), 2},
    {"OfALocalThatIsNotConstant", dispatch("local.get 1 local.set 0 br 2"), 2},
    {"OfAValueThatIsKept", dispatch("i32.const s1 local.tee 0 drop br 2"), 2},
    {"OfAConstantBeforeOthers", dispatch("i32.const s1 nop local.set 0 br 2", ""), 2},
    {"OfAnAssignmentBeforeOthers", dispatch("i32.const s1 local.set 0 nop br 2", ""), 2},
    {"OfAnAssignmentInABlock", dispatch("block empty i32.const s1 local.set 0 end br 2", ""), 2},
    {"OutOfTheLoop", dispatch("i32.const s1 local.set 0 br 1"), 1},
    {"ThroughATableThatGoesToTheLoop", dispatch("i32.const s1 local.set 0 br 2", "", "local.get 0", "br_table 2 0 3 2"),
     2},
    {"ThroughATableOutsideTheLoop",
     "block empty loop empty block empty local.get 0 br_table 2 0 2 1 end i32.const s1 local.set 0 br 0 end end "
     "local.get 0 end",
     0},
    {"ThroughATableOfAnotherValue", dispatch("i32.const s1 local.set 0 br 2", "", "local.get 0 i32.eqz"), 2},
    {"ThroughATableBehindOtherCode", dispatch("i32.const s1 local.set 0 br 2", "", "nop local.get 0"), 2},
    {"ToALoopWithAParameter",
     "local.get 0 loop s0 block empty block empty local.get 0 br_table 1 0 1 end "
     "local.get 1 i32.const s1 local.set 0 br 1 end end end",
     1},
    {"ToABlockWithAType",
     "local.get 0 loop empty block s1 block empty local.get 0 br_table 1 0 1 end i32.const s1 local.set 0 br 1 end end "
     "end",
     1},
    {"ThroughATableWithACondition",
     "loop empty local.get 0 if empty local.get 0 br_table 1 0 0 end i32.const s1 local.set 0 br 0 end unreachable end",
     0},
};
INSTANTIATE_TEST_SUITE_P(ForwardJumps, Jumps, ::testing::ValuesIn(jump_cases),
                         [](const auto& jump) { return jump.param.name; });

TEST(ForwardJumps, KnowTheTablesOfLoopsInLoops) {
  const std::string inner =
      "loop empty block empty block empty local.get 1 br_table 1 0 1 end i32.const s1 local.set 1 br 1 end "
      "i32.const s1 local.set 0 br 3 end";
  EXPECT_EQ(shortened(dispatch(inner)), (std::vector<std::uint32_t>{0, 1}));
}

TEST(ForwardJumps, LeaveABodyWithoutAnyAsItIs) {
  const Bytes bytes =
      testing::module_of(fmt::format("type: {{ 2  func 1 i32 1 i32  func 0 0 }} function: {{ 1 0 }} code: {{ 1 {{ 0 "
                                     "loop empty br 0 end unreachable end }} }}"));
  const Module module = read_module(bytes, "app.wasm");
  const FunctionBody body = *FunctionBodies(module).begin();
  JumpShortener jumps;
  EXPECT_EQ(jumps.shorten(body).bytes.data(), body.bytes.data());
}

}  // namespace
}  // namespace wasmpair

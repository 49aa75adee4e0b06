// Function bodies: what is valid, what is not and how it is reported, and the limits.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "support/module_text.h"
#include "wasmpair/error.h"
#include "wasmpair/module.h"

namespace wasmpair {
namespace {

using testing::module_of;

/// The sections around the body of a function (i32, i64) -> (i32), which is function 1; function 0 is imported with the
/// type () -> (). Types 2 and 3 have two parameters and two results.
std::string around(std::string_view body) {
  return R"(
    type: { 4  func 0 0  func 2 i32 i64 1 i32  func 2 i32 i32 2 i32 i32  func 0 2 i32 i64 }
    import: { 1 "a" "f" function 0 }
    function: { 1 1 }
    table: { 2 funcref min 1  externref min 1 }
    memory: { 1 min 1 }
    global: { 2  i32 0 i32.const s0 end  i64 1 i64.const s0 end }
    export: { 1 "f" function 0 }
    element: { 1 #05 externref 0 }
    data-count: { 1 }
    code: { 1 { )" +
         std::string(body) + " } } data: { 1 passive { } }";
}

struct InvalidBody {
  const char* name;
  std::string_view body;
  std::string_view problem;
};

void PrintTo(const InvalidBody& invalid, std::ostream* out) { *out << invalid.name; }

class InvalidBodies : public ::testing::TestWithParam<InvalidBody> {};

TEST_P(InvalidBodies, AreRejected) {
  const Bytes bytes = module_of(around(GetParam().body));
  try {
    read_module(bytes, "app.wasm");
    FAIL() << "it was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.problem(), GetParam().problem);
    EXPECT_TRUE(error.place().starts_with("app.wasm:0x")) << error.place();
    EXPECT_NE(error.advice(), "");
  }
}

constexpr InvalidBody invalid_bodies[] = {
    {"Opcode", "0 #ff end", "cannot read instruction: 0xff is not an opcode"},
    {"BulkOpcode", "0 bulk 18 end", "cannot read instruction: 0x12 is not an opcode after its prefix"},
    {"VectorOpcode", "0 vector 154 end", "cannot read instruction: 0x9a is not an opcode after its prefix"},
    {"NoEnd", "0 local.get 0", "cannot read instruction: the function body ends here"},
    {"AfterTheEnd", "0 local.get 0 end end", "cannot read function body: 1 trailing byte after its end"},
    {"TypeOfLocal", "1 1 #12 end", "cannot read type of local: 0x12 is not a type"},
    {"TooManyLocals", "1 49999 i32 local.get 0 end",
     "cannot read number of locals: browsers accept at most 50,000 in a function, with its parameters"},
    {"Local", "0 local.get 2 end", "local.get in function 1 is invalid: it uses local 2, but there are 2"},
    {"ResultMissing", "0 end", "end in function 1 is invalid: it needs an operand i32, but the block has none left"},
    {"ResultOfOtherType", "0 local.get 1 end", "end in function 1 is invalid: it needs i32, but the operand is i64"},
    {"ResultLeft", "0 local.get 0 local.get 0 end", "end in function 1 is invalid: 1 operand left on the stack"},
    {"OperandOfOtherType", "0 local.get 0 local.get 1 i32.add end",
     "i32.add in function 1 is invalid: it needs i32, but the operand is i64"},
    {"OperandOutsideOfTheBlock", "0 local.get 0 block empty i32.eqz end end",
     "i32.eqz in function 1 is invalid: it needs an operand i32, but the block has none left"},
    {"Drop", "0 drop end",
     "drop in function 1 is invalid: it needs an operand of any type, but the block has none left"},
    {"BlockType", "0 block #10 end", "block in function 1 is invalid: it uses type 16, but there are 4"},
    {"NegativeBlockType", "0 block #c0 #7f end", "cannot read block type: it is negative"},
    {"BlockParameters", "0 local.get 1 local.get 0 block 2 end drop end",
     "block in function 1 is invalid: it needs i32, but the operand is i64"},
    {"ElseWithoutIf", "0 else end", "else in function 1 is invalid: it belongs to no if"},
    {"SecondElse", "0 local.get 0 if empty else else end local.get 0 end",
     "else in function 1 is invalid: it belongs to no if"},
    {"ElseMissing", "0 local.get 0 if i32 local.get 0 end end",
     "end in function 1 is invalid: its if has no else, and other results than parameters"},
    {"BranchDepth", "0 br 1 end", "br in function 1 is invalid: it branches out of 2 blocks, but stands within 1"},
    {"BranchOperand", "0 local.get 1 br 0 end", "br in function 1 is invalid: it needs i32, but the operand is i64"},
    {"BranchTableTargets", "0 block empty local.get 0 local.get 0 br_table 1 0 1 end local.get 0 end",
     "br_table in function 1 is invalid: its targets take different numbers of operands"},
    {"CalledFunction", "0 call 2 end", "call in function 1 is invalid: it uses function 2, but there are 2"},
    {"IndirectTable", "0 local.get 0 call_indirect 0 1 local.get 0 end",
     "call_indirect in function 1 is invalid: its table contains externref"},
    {"TailCallResults", "0 return_call 0 end",
     "return_call in function 1 is invalid: it returns the results of a function that has others"},
    {"SelectTypes", "0 local.get 0 local.get 1 local.get 0 select end",
     "select in function 1 is invalid: its operands are i32 and i64"},
    {"SelectReferences", "0 ref.null funcref ref.null funcref local.get 0 select drop local.get 0 end",
     "select in function 1 is invalid: a select of references must name their type"},
    {"SelectTwoTypes", "0 #1c 2 i32 i32 end", "select in function 1 is invalid: it does not name one type"},
    {"ConstantGlobal", "0 local.get 0 global.set 0 end", "global.set in function 1 is invalid: global 0 is constant"},
    {"Global", "0 global.get 2 end", "global.get in function 1 is invalid: it uses global 2, but there are 2"},
    {"Alignment", "0 local.get 0 i32.load 3 0 end",
     "i32.load in function 1 is invalid: its alignment is 2^3, above the natural 2^2"},
    {"AlignmentFlags", "0 local.get 0 i32.load 128 0 end", "cannot read alignment: its flags are 0x80"},
    {"Offset", "0 local.get 0 i32.load 2 4294967296 end",
     "i32.load in function 1 is invalid: its offset 4,294,967,296 is beyond the memory"},
    {"Memory", "0 memory.size 1 end", "memory.size in function 1 is invalid: it uses memory 1, but there are 1"},
    {"DataSegment", "0 bulk 9 1 end", "data.drop in function 1 is invalid: it uses data segment 1, but there are 1"},
    {"ElementSegment", "0 bulk 13 1 end",
     "elem.drop in function 1 is invalid: it uses element segment 1, but there are 1"},
    {"TableInitType", "0 bulk 12 0 0 end",
     "table.init in function 1 is invalid: the segment has another type than the table"},
    {"TableCopyTypes", "0 bulk 14 0 1 end", "table.copy in function 1 is invalid: the tables have different types"},
    {"UnreferencedFunction", "0 ref.func 1 drop local.get 0 end",
     "ref.func in function 1 is invalid: nothing but function bodies refers to function 1"},
    {"IsNullOperand", "0 local.get 0 ref.is_null end", "ref.is_null in function 1 is invalid: its operand is i32"},
    {"Lane", "0 unreachable vector 21 16 end", "i8x16.extract_lane_s in function 1 is invalid: it has no lane 16"},
    {"ShuffleLane", "0 unreachable vector 13 32 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 end",
     "i8x16.shuffle in function 1 is invalid: it has no lane 32"},
};
INSTANTIATE_TEST_SUITE_P(Bodies, InvalidBodies, ::testing::ValuesIn(invalid_bodies),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(ValidBodies, AreAccepted) {
  for (const std::string_view body : {
           "1 49998 i32 local.get 0 end",
           "0 unreachable end",
           "0 unreachable i32.add end",
           "0 unreachable select end",
           "0 local.get 0 return local.get 1 drop unreachable end",
           "0 local.get 0 local.get 0 block 2 end drop end",
           "0 local.get 0 if 3 local.get 0 local.get 1 else unreachable end drop end",
           "0 loop empty br 0 end unreachable end",
           "0 unreachable br_table 2 0 0 0 end",
           "0 block i64 block i32 unreachable local.get 0 br_table 2 0 1 0 end drop local.get 1 end drop local.get 0 "
           "end",
           "0 ref.func 0 ref.is_null end",
           "0 local.get 0 table.get 1 ref.is_null end",
           "0 ref.null externref ref.null externref local.get 0 #1c 1 externref ref.is_null end",
           "0 local.get 0 i32.load 2 4294967295 end",
           "0 local.get 0 local.get 0 local.get 0 bulk 8 0 0 bulk 9 0 local.get 0 end",
           "0 local.get 0 vector 15 vector 21 15 end",
           "0 call 0 local.get 0 local.get 1 return_call 1 end",
       })
    EXPECT_NO_THROW(read_module(module_of(around(body)), "app.wasm")) << body;
}

std::string repeat(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

void expect_problem(const std::string& body, std::string_view part) {
  const Bytes bytes = module_of(around(body));
  try {
    read_module(bytes, "app.wasm");
    FAIL() << "it was accepted: " << part;
  } catch (const Error& error) {
    EXPECT_NE(error.problem().find(part), std::string::npos) << error.what();
  }
}

TEST(BodyLimits, OperandsAndBlocks) {
  expect_problem("0 " + repeat("local.get 0 ", 1'000'001) + "end", "more than 1,000,000 operands");
  expect_problem("0 " + repeat("block empty ", 1'000'000) + "end", "within 1,000,000 blocks");
  EXPECT_NO_THROW(read_module(
      module_of(around("0 " + repeat("block empty ", 999'999) + repeat("end ", 999'999) + "local.get 0 end")),
      "app.wasm"));
}

TEST(BodyLimits, BranchTargets) {
  expect_problem("0 unreachable br_table 65521 " + repeat("0 ", 65'522) + "end", "browsers accept at most 65,520");
  EXPECT_NO_THROW(
      read_module(module_of(around("0 unreachable br_table 65520 " + repeat("0 ", 65'521) + "end")), "app.wasm"));
}

TEST(BodyLimits, Size) {
  expect_problem(repeat("#01 ", 7'654'322), "it is 7,654,322, but browsers accept at most 7,654,321");
}

/// More bodies than one thread takes at once; two are invalid.
TEST(Bodies, TheFirstErrorIsReportedWhateverTheThreads) {
  constexpr std::size_t bodies = 40'000;
  std::string text = "type: { 1 func 0 0 } function: { 40000 " + repeat("0 ", bodies) + "} code: { 40000 ";
  for (std::size_t i = 0; i < bodies; ++i)
    text += i == 17'000 || i == 35'000 ? "{ 0 drop end } " : "{ 0 #01 #01 end } ";
  const Bytes bytes = module_of(text + "}");
  for (int i = 0; i < 20; ++i) {
    try {
      read_module(bytes, "app.wasm");
      FAIL() << "it was accepted";
    } catch (const Error& error) {
      EXPECT_TRUE(error.problem().starts_with("drop in function 17000 is invalid")) << error.what();
    }
  }
}

TEST(Proposals, AreListedWithTheirFirstUse) {
  const Bytes bytes = module_of(R"(type: { 1 func 0 0 }  function: { 3 0 0 0 }
    code: { 3  { 0 return_call 1 end }  { 0 #08 0 drop end }  { 0 return_call 0 end } })");
  const Module module = read_module(bytes, "app.wasm");
  ASSERT_EQ(module.proposals.size(), 2u);
  EXPECT_EQ(module.proposals[0].proposal, Proposal::TailCalls);
  EXPECT_EQ(validation(module.proposals[0].proposal), Validation::Complete);
  EXPECT_EQ(bytes[module.proposals[0].offset], 0x12u);
  EXPECT_EQ(module.proposals[1].proposal, Proposal::ExceptionHandling) << "and the body was not validated further";
  EXPECT_EQ(validation(module.proposals[1].proposal), Validation::Skipped);
  EXPECT_EQ(bytes[module.proposals[1].offset], 0x08u);
}

TEST(Proposals, OfASectionLeaveTheBodiesUnvalidated) {
  const Bytes bytes =
      module_of(R"(type: { 1 func 0 0 }  function: { 1 0 }  tag: { 1 0 0 }  code: { 1 { 0 drop end } })");
  const Module module = read_module(bytes, "app.wasm");
  ASSERT_EQ(module.proposals.size(), 1u);
  EXPECT_STREQ(name(module.proposals[0].proposal), "exception handling");
}

}  // namespace
}  // namespace wasmpair

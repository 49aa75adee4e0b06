// Walking over bodies: every instruction once, with its bytes and its immediates.
#include "wasm/instruction_walk.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/module_text.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

using testing::module_of;

/// Function 0 is imported, function 1 has this body.
Bytes module_with(std::string_view body) {
  return module_of(R"(
    type: { 2  func 0 0  func 1 i32 1 i32 }
    import: { 1 "a" "f" function 0 }
    function: { 1 0 }
    table: { 2 funcref min 1  externref min 1 }
    memory: { 1 min 1 }
    global: { 1  i32 1 i32.const s0 end }
    export: { 2 "f" function 0  "g" function 1 }
    element: { 2 #05 externref 0  #01 0 1 1 }
    data-count: { 1 }
    code: { 1 { )" +
                   std::string(body) + " } } data: { 1 passive { } }");
}

/// "NAME INDEX SECOND" of each instruction; checks that the ranges are adjacent and end with the body.
std::vector<std::string> walked(const Bytes& bytes) {
  std::vector<std::string> names;
  const Module module = read_module(bytes, "app.wasm");
  for (const FunctionBody& body : FunctionBodies(module)) {
    EXPECT_EQ(body.function, 1);
    EXPECT_EQ(body.bytes.data(), module.bytes.data() + body.offset);
    InstructionWalk walk(body);
    std::size_t end = walk.local_groups_end();
    while (walk.next()) {
      const WalkedInstruction& instruction = walk.instruction();
      EXPECT_EQ(instruction.begin, end);
      EXPECT_EQ(walk.offset(), body.offset + instruction.begin);
      end = instruction.end;
      names.push_back(instruction.row->name);
    }
    EXPECT_EQ(end, body.bytes.size());
  }
  return names;
}

/// The instruction of that name.
WalkedInstruction find(const Module& module, std::string_view name) {
  for (const FunctionBody& body : FunctionBodies(module))
    for (InstructionWalk walk(body); walk.next();)
      if (walk.instruction().row->name == name) return walk.instruction();
  ADD_FAILURE() << "there is no " << name;
  return {};
}

TEST(InstructionWalk, VisitsEachInstructionOnce) {
  EXPECT_EQ(walked(module_with("0 loop empty i32.const s-300 i64.const s5000000000 drop if empty else end end end")),
            (std::vector<std::string>{"loop", "i32.const", "i64.const", "drop", "if", "else", "end", "end", "end"}));
}

TEST(InstructionWalk, SkipsImmediatesOfEveryKind) {
  // f32.const f64.const v128.const i8x16.shuffle i8x16.extract_lane_s v128.load8_lane select (typed) ref.null
  EXPECT_EQ(walked(module_with(R"(0
      #43 1 2 3 4 drop  #44 1 2 3 4 5 6 7 8 drop
      i32.const s0
      vector 12 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16  vector 12 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
      vector 13 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
      vector 84 0 4294967295 15  vector 21 15
      i32.const s1 i32.const s1 #1c 1 i32 drop
      ref.null externref ref.is_null drop
      i32.const s0 i32.load 2 300 drop end)")),
            (std::vector<std::string>{"f32.const",
                                      "drop",
                                      "f64.const",
                                      "drop",
                                      "i32.const",
                                      "v128.const",
                                      "v128.const",
                                      "i8x16.shuffle",
                                      "v128.load8_lane",
                                      "i8x16.extract_lane_s",
                                      "i32.const",
                                      "i32.const",
                                      "select",
                                      "drop",
                                      "ref.null",
                                      "ref.is_null",
                                      "drop",
                                      "i32.const",
                                      "i32.load",
                                      "drop",
                                      "end"}));
}

TEST(InstructionWalk, GivesImmediates) {
  const Bytes bytes = module_with(R"(2 3 i32 2 i64
    call 0  i32.const s0 call_indirect 0 0  local.get 4 drop
    i32.const s0 i32.const s0 i32.const s0 bulk 8 0 0  bulk 9 0
    i32.const s0 i32.const s0 i32.const s0 bulk 14 1 1
    block empty i32.const s0 br_table 2 0 1 0 end
    i32.const s7 block 1 end drop  block i32 i32.const s0 end drop end)");
  const Module module = read_module(bytes, "app.wasm");
  EXPECT_EQ(find(module, "call").index, 0);
  EXPECT_EQ(find(module, "call_indirect").second_index, 0);
  EXPECT_EQ(find(module, "local.get").index, 4);
  EXPECT_EQ(find(module, "memory.init").index, 0);
  EXPECT_EQ(find(module, "table.copy").index, 1);
  EXPECT_EQ(find(module, "table.copy").second_index, 1);
  std::vector<std::uint32_t> depths;
  for_each_label(find(module, "br_table"), [&](std::uint32_t depth) { depths.push_back(depth); });
  EXPECT_EQ(depths, (std::vector<std::uint32_t>{0, 1, 0}));
}

TEST(InstructionWalk, GivesBlockTypes) {
  const auto block_type = [](std::string_view body) {
    const Bytes bytes = module_with(body);
    return find(read_module(bytes, "app.wasm"), "block").block_type;
  };
  EXPECT_EQ(block_type("0 block empty end end").form, BlockType::Form::Empty);
  EXPECT_EQ(block_type("0 block i32 i32.const s0 end drop end").form, BlockType::Form::Result);
  EXPECT_EQ(block_type("0 block i32 i32.const s0 end drop end").result, ValueType::I32);
  EXPECT_EQ(block_type("0 i32.const s7 block 1 end drop end").form, BlockType::Form::Index);
  EXPECT_EQ(block_type("0 i32.const s7 block 1 end drop end").index, 1);
}

TEST(InstructionWalk, CountsLocals) {
  const Bytes bytes = module_with("2 3 i32 200 i64 end");
  const Module module = read_module(bytes, "app.wasm");
  const InstructionWalk walk(*FunctionBodies(module).begin());
  EXPECT_EQ(walk.local_groups(), 2);
  EXPECT_EQ(walk.locals(), 203);
  EXPECT_EQ(walk.local_groups_begin(), 1);
  EXPECT_EQ(walk.local_groups_end(), 6);
}

TEST(InstructionWalk, StopsAtAProposalThatIsNotValidated) {
  const Bytes bytes = module_with("0 #fe 3 0 end");
  const Module module = read_module(bytes, "app.wasm");
  InstructionWalk walk(*FunctionBodies(module).begin());
  EXPECT_THROW(walk.next(), Error);
}

TEST(FunctionBodies, AreNoneWithoutACodeSection) {
  const Bytes bytes = module_of("type: { 1 func 0 0 }");
  const Module module = read_module(bytes, "app.wasm");
  EXPECT_TRUE(FunctionBodies(module).begin() == std::default_sentinel);
}

}  // namespace
}  // namespace wasmpair

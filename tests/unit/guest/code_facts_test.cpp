// What a scan of the code finds, and where.
#include "guest/code_facts.h"

#include <gtest/gtest.h>

#include <string>

#include "support/module_text.h"

namespace wasmpair {
namespace {

using testing::module_of;

/// The facts of a module with these bodies; the first has the index 1.
CodeFacts facts_of(std::string_view functions, std::string_view bodies) {
  const Bytes bytes = module_of(R"(
    type: { 1  func 0 0 }
    import: { 1 "a" "f" function 0 }
    function: { )" + std::string(functions) +
                                R"( }
    table: { 1 externref min 1 }
    memory: { 1 min 1 }
    element: { 1 #05 externref 0 }
    data-count: { 1 }
    code: { )" + std::string(bodies) +
                                " } data: { 1 passive { } }");
  return scan_code(read_module(bytes, "app.wasm"));
}

TEST(CodeFacts, AreEmptyForPlainCode) {
  const CodeFacts facts = facts_of("1 0", "1 { 0 end }");
  EXPECT_FALSE(facts.changes_table());
  EXPECT_FALSE(facts.changes_segment());
  EXPECT_FALSE(facts.memory_grow);
  EXPECT_EQ(facts.most_blocks.amount, 0);
  EXPECT_EQ(facts.largest_body.amount, 2);
  EXPECT_EQ(facts.largest_body.function, 1);
}

struct UseCase {
  const char* name;
  std::string_view code;
  FirstUse CodeFacts::*use;
  bool changes_table;
  bool changes_segment;
};

void PrintTo(const UseCase& use, std::ostream* out) { *out << use.name; }

class Uses : public ::testing::TestWithParam<UseCase> {};

TEST_P(Uses, AreFoundAtTheirFirstOffset) {
  const std::string code(GetParam().code);
  const CodeFacts once = facts_of("1 0", "1 { 0 " + code + " end }");
  const CodeFacts twice = facts_of("1 0", "1 { 0 " + code + code + " end }");
  ASSERT_TRUE(once.*GetParam().use);
  EXPECT_EQ(twice.*GetParam().use, once.*GetParam().use);
  EXPECT_EQ(once.changes_table(), GetParam().changes_table ? once.*GetParam().use : FirstUse());
  EXPECT_EQ(once.changes_segment(), GetParam().changes_segment ? once.*GetParam().use : FirstUse());
}

constexpr UseCase use_cases[] = {
    {"table.set", " i32.const s0 ref.null externref #26 0 ", &CodeFacts::table_set, true, false},
    {"table.grow", " ref.null externref i32.const s0 bulk 15 0 drop ", &CodeFacts::table_grow, true, false},
    {"table.fill", " i32.const s0 ref.null externref i32.const s0 bulk 17 0 ", &CodeFacts::table_fill, true, false},
    {"table.copy", " i32.const s0 i32.const s0 i32.const s0 bulk 14 0 0 ", &CodeFacts::table_copy, true, false},
    {"table.init", " i32.const s0 i32.const s0 i32.const s0 bulk 12 0 0 ", &CodeFacts::table_init, true, true},
    {"elem.drop", " bulk 13 0 ", &CodeFacts::element_drop, false, true},
    {"data.drop", " bulk 9 0 ", &CodeFacts::data_drop, false, true},
    {"memory.init", " i32.const s0 i32.const s0 i32.const s0 bulk 8 0 0 ", &CodeFacts::memory_init, false, true},
    {"memory.grow", " i32.const s0 #40 0 drop ", &CodeFacts::memory_grow, false, false},
};
INSTANTIATE_TEST_SUITE_P(CodeFacts, Uses, ::testing::ValuesIn(use_cases));

TEST(CodeFacts, NameTheInstructionInTheFile) {
  const Bytes bytes = module_of(
      "type: { 1 func 0 0 } function: { 1 0 } memory: { 1 min 1 } "
      "code: { 1 { 0 i32.const s0 #40 0 drop end } }");
  const CodeFacts facts = scan_code(read_module(bytes, "app.wasm"));
  ASSERT_TRUE(facts.memory_grow);
  EXPECT_EQ(bytes[*facts.memory_grow], 0x40);
  EXPECT_EQ(*facts.memory_grow, bytes.size() - 4);
}

TEST(CodeFacts, FindTheLargestFunctions) {
  const CodeFacts facts = facts_of("3 0 0 0",
                                   "3 { 0 block empty end end } "
                                   "{ 0 i32.const s1000 drop i32.const s1000 drop i32.const s1000 drop end } "
                                   "{ 0 block empty loop empty i32.const s0 if empty end end end end }");
  EXPECT_EQ(facts.largest_body.function, 2);
  EXPECT_EQ(facts.largest_body.amount, 14);
  EXPECT_EQ(facts.most_blocks.function, 3);
  EXPECT_EQ(facts.most_blocks.amount, 3);
}

}  // namespace
}  // namespace wasmpair

#include "guest/code_facts.h"

#include <algorithm>
#include <initializer_list>

#include "wasm/instruction_walk.h"

namespace wasmpair {
namespace {

/// The member that records the first use, or null for an instruction that does not count.
FirstUse* first_use(CodeFacts& facts, Rule rule) {
  switch (rule) {
    case Rule::TableSet:
      return &facts.table_set;
    case Rule::TableGrow:
      return &facts.table_grow;
    case Rule::TableFill:
      return &facts.table_fill;
    case Rule::TableCopy:
      return &facts.table_copy;
    case Rule::TableInit:
      return &facts.table_init;
    case Rule::ElementDrop:
      return &facts.element_drop;
    case Rule::DataDrop:
      return &facts.data_drop;
    case Rule::MemoryInit:
      return &facts.memory_init;
    case Rule::MemoryGrow:
      return &facts.memory_grow;
    default:
      return nullptr;
  }
}

bool opens_block(Rule rule) { return rule == Rule::Block || rule == Rule::Loop || rule == Rule::If; }

void scan_body(CodeFacts& facts, const FunctionBody& body) {
  std::size_t blocks = 0;
  for (InstructionWalk walk(body); walk.next();) {
    const Rule rule = walk.instruction().row->rule;
    if (rule == Rule::Simple) continue;
    if (opens_block(rule)) ++blocks;
    if (FirstUse* use = first_use(facts, rule); use != nullptr && !*use) *use = walk.offset();
  }
  if (blocks > facts.most_blocks.amount) facts.most_blocks = {blocks, body.function};
  if (body.bytes.size() > facts.largest_body.amount) facts.largest_body = {body.bytes.size(), body.function};
}

FirstUse first_of(std::initializer_list<FirstUse> uses) {
  FirstUse first;
  for (const FirstUse& use : uses)
    if (use && (!first || *use < *first)) first = use;
  return first;
}

}  // namespace

FirstUse CodeFacts::changes_table() const {
  return first_of({table_set, table_grow, table_fill, table_copy, table_init});
}

FirstUse CodeFacts::changes_segment() const { return first_of({element_drop, data_drop, memory_init, table_init}); }

CodeFacts scan_code(const Module& module) {
  CodeFacts facts;
  for (const FunctionBody& body : FunctionBodies(module)) scan_body(facts, body);
  return facts;
}

}  // namespace wasmpair

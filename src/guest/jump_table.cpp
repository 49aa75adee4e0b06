#include "guest/jump_table.h"

namespace wasmpair {

std::optional<JumpTable> jump_table_of(InstructionWalk behind_loop) {
  InstructionWalk& walk = behind_loop;
  const WalkedInstruction& instruction = walk.instruction();
  if (instruction.block_type.form != BlockType::Form::Empty) return std::nullopt;
  JumpTable table;
  table.first_block = instruction.end;
  while (walk.next() && instruction.row->rule == Rule::Block) {
    if (instruction.block_type.form != BlockType::Form::Empty) return std::nullopt;
    ++table.blocks;
  }
  if (instruction.row->rule != Rule::LocalGet) return std::nullopt;
  table.local = instruction.index;
  if (!walk.next() || instruction.row->rule != Rule::BranchTable) return std::nullopt;
  for_each_label(instruction, [&](std::uint32_t depth) { table.labels.push_back(depth); });
  return table;
}

}  // namespace wasmpair

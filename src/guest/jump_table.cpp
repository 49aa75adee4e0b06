#include "guest/jump_table.h"

#include <algorithm>

namespace wasmpair {

std::optional<std::size_t> JumpTable::block_of(std::uint32_t value) const {
  constexpr std::size_t block_bytes = 2;  // 0x02 0x40
  const std::uint32_t depth = labels[std::min<std::size_t>(value, labels.size() - 1)];
  if (depth >= blocks) return std::nullopt;
  return first_block + block_bytes * (blocks - 1 - depth);
}

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

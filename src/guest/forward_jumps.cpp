#include "guest/forward_jumps.h"

#include <algorithm>

#include "guest/charges.h"
#include "guest/opcodes.h"
#include "util/leb128.h"

namespace wasmpair {

std::optional<std::size_t> ForwardJumps::block_of(std::uint32_t depth) const {
  if (!assignment_ || depth >= labels_.size()) return std::nullopt;
  const std::optional<JumpTable>& table = labels_[labels_.size() - 1 - depth].table;
  if (!table || table->local != assignment_->local) return std::nullopt;
  return table->block_of(assignment_->value);
}

std::optional<std::uint32_t> ForwardJumps::destination(std::uint32_t depth) const {
  const std::optional<std::size_t> block = block_of(depth);
  if (!block) return std::nullopt;
  const auto label = std::ranges::lower_bound(labels_, *block, {}, &Label::begin);
  if (label == labels_.end() || label->begin != *block) return std::nullopt;
  return static_cast<std::uint32_t>(labels_.end() - label - 1);
}

bool ForwardJumps::continue_alike(std::uint32_t through_table, std::uint32_t direct) const {
  const std::optional<std::size_t> block = block_of(through_table);
  return block && direct < labels_.size() && labels_[labels_.size() - 1 - direct].begin == *block;
}

void ForwardJumps::follow(const InstructionWalk& walk) {
  const Rule rule = walk.instruction().row->rule;
  if (rule == Rule::Block || rule == Rule::Loop || rule == Rule::If) open(walk);
  if (rule == Rule::End && !labels_.empty()) labels_.pop_back();
  remember(walk.instruction());
}

void ForwardJumps::open(const InstructionWalk& walk) {
  Label& label = labels_.emplace_back();
  label.begin = walk.instruction().begin;
  if (walk.instruction().row->rule == Rule::Loop) label.table = jump_table_of(walk);
}

void ForwardJumps::remember(const WalkedInstruction& instruction) {
  assignment_.reset();
  if (instruction.row->rule == Rule::LocalSet && constant_) assignment_ = {instruction.index, *constant_};
  constant_ = constant_of(instruction, body_);
}

FunctionBody JumpShortener::shorten(const FunctionBody& body) {
  bytes_.clear();
  std::size_t copied = 0;
  const auto copy_until = [&](std::size_t position) {
    const ByteView bytes = body.bytes.subspan(copied, position - copied);
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    copied = position;
  };
  ForwardJumps jumps(body);
  for (InstructionWalk walk(body); walk.next(); jumps.follow(walk)) {
    const WalkedInstruction& instruction = walk.instruction();
    if (instruction.row->rule != Rule::Branch) continue;
    const std::optional<std::uint32_t> depth = jumps.destination(instruction.index);
    if (!depth) continue;
    copy_until(instruction.begin);
    bytes_.push_back(opcode::br);
    append_unsigned(bytes_, *depth);
    copied = instruction.end;
  }
  if (copied == 0) return body;
  copy_until(body.bytes.size());
  FunctionBody shortened = body;
  shortened.bytes = bytes_;
  return shortened;
}

}  // namespace wasmpair

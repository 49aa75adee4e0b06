#include "wasm/operand_stack.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "util/counts.h"
#include "wasm/instructions.h"
#include "wasm/limits.h"
#include "wasm/module_reader.h"

namespace wasmpair {
namespace {

/// True if each operand has its type; an operand of any type has every type.
bool match(const ValueType* operands, const std::uint8_t* types, std::size_t count) {
  if (count == 0 || std::memcmp(operands, types, count) == 0) return true;
  return std::equal(operands, operands + count, types, [](ValueType operand, std::uint8_t type) {
    return operand == ValueType::None || operand == static_cast<ValueType>(type);
  });
}

/// The name of the instruction that starts there.
const char* instruction_name(ByteReader reader) {
  const Instruction& instruction = instructions[reader.byte("instruction")];
  if (instruction.rule == Rule::MiscellaneousPrefix)
    return miscellaneous_instructions[reader.unsigned32("instruction")].name;
  if (instruction.rule == Rule::VectorPrefix) return vector_instructions[reader.unsigned32("instruction")].name;
  return instruction.name;
}

}  // namespace

void InstructionPlace::reject(std::string_view reason) const {
  ByteReader reader = *body;
  reader.bytes(static_cast<std::size_t>(at - first), "function body");
  wasmpair::reject(*body, offset(), fmt::format("{} in function {}", instruction_name(reader), function), reason);
}

void OperandStack::start_function(const FunctionType& type) {
  height_ = base_ = 0;
  blocks_.clear();
  blocks_.push_back({&type, 0, BlockKind::Block, false});
}

void OperandStack::push(ByteView types) {
  if (operands_.size() - height_ < types.size()) grow(types.size());
  if (!types.empty()) std::memcpy(operands_.data() + height_, types.data(), types.size());
  height_ += static_cast<std::uint32_t>(types.size());
}

void OperandStack::grow(std::size_t count) {
  if (height_ + count > limits::operands)
    place_.reject(fmt::format("it needs more than {} operands on the stack, and wasmpair reads at most so many",
                              with_thousands(limits::operands)));
  operands_.resize(std::min(std::max<std::size_t>(2 * operands_.size(), height_ + count + 256), limits::operands));
}

void OperandStack::pop_other(ValueType expected) {
  if (height_ > base_) {
    const ValueType found = operands_[--height_];
    if (found != ValueType::None) reject_operand(expected, found);
  } else if (!blocks_.back().unreachable) {
    reject_missing(name(expected));
  }
}

ValueType OperandStack::pop_any() {
  if (height_ > base_) return operands_[--height_];
  if (!blocks_.back().unreachable) reject_missing("of any type");
  return ValueType::None;
}

void OperandStack::expect(ByteView types) const {
  const std::size_t present = std::min<std::size_t>(height_ - base_, types.size());
  const std::size_t absent = types.size() - present;
  const ValueType* const operands = operands_.data() + (height_ - present);
  if (!match(operands, types.data() + absent, present)) {
    for (std::size_t i = present; i-- > 0;)
      if (!match(operands + i, types.data() + absent + i, 1))
        reject_operand(static_cast<ValueType>(types[absent + i]), operands[i]);
  }
  if (absent != 0 && !blocks_.back().unreachable) reject_missing(name(static_cast<ValueType>(types[absent - 1])));
}

void OperandStack::pop(ByteView types) {
  expect(types);
  height_ -= static_cast<std::uint32_t>(std::min<std::size_t>(height_ - base_, types.size()));
}

void OperandStack::open_block(BlockKind kind, const FunctionType& type) {
  if (blocks_.size() == limits::nested_blocks)
    place_.reject(fmt::format("it stands within {} blocks, and wasmpair reads at most so many",
                              with_thousands(limits::nested_blocks)));
  pop(type.parameters);
  blocks_.push_back({&type, height_, kind, false});
  base_ = height_;
  push(type.parameters);
}

void OperandStack::finish_block() {
  pop(blocks_.back().type->results);
  if (height_ != base_) place_.reject(fmt::format("{} left on the stack", count_of(height_ - base_, "operand")));
}

void OperandStack::open_else() {
  Block& block = blocks_.back();
  if (block.kind != BlockKind::If) place_.reject("it belongs to no if");
  finish_block();
  block.kind = BlockKind::Else;
  block.unreachable = false;
  push(block.type->parameters);
}

bool OperandStack::close_block() {
  finish_block();
  const Block block = blocks_.back();
  if (block.kind == BlockKind::If && !std::ranges::equal(block.type->parameters, block.type->results))
    place_.reject("its if has no else, and other results than parameters");
  blocks_.pop_back();
  if (blocks_.empty()) return false;
  base_ = blocks_.back().base;
  push(block.type->results);
  return true;
}

void OperandStack::set_unreachable() {
  height_ = base_;
  blocks_.back().unreachable = true;
}

ByteView OperandStack::label(std::uint32_t depth) const {
  if (depth >= blocks_.size())
    place_.reject(fmt::format("it branches out of {}, but stands within {}",
                              count_of(std::uint64_t{depth} + 1, "block"), blocks_.size()));
  const Block& block = blocks_[blocks_.size() - 1 - depth];
  return block.kind == BlockKind::Loop ? block.type->parameters : block.type->results;
}

void OperandStack::reject_operand(ValueType expected, ValueType found) const {
  place_.reject(fmt::format("it needs {}, but the operand is {}", name(expected), name(found)));
}

void OperandStack::reject_missing(std::string_view expected) const {
  place_.reject(fmt::format("it needs an operand {}, but the block has none left", expected));
}

}  // namespace wasmpair

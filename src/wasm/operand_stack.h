// The operands and the blocks of a function body while it is validated.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "util/byte_reader.h"
#include "wasm/value_types.h"
#include "wasmpair/module.h"

namespace wasmpair {

/// The instruction that is being validated.
struct InstructionPlace {
  const ByteReader* body = nullptr;     ///< At the start of the body.
  const std::uint8_t* first = nullptr;  ///< The first byte of the body.
  const std::uint8_t* at = nullptr;     ///< The first byte of the instruction.
  std::uint32_t function = 0;

  std::size_t offset() const { return body->offset() + static_cast<std::size_t>(at - first); }

  /// Throws Error: "INSTRUCTION in function N is invalid: REASON".
  [[noreturn]] void reject(std::string_view reason) const;
};

enum class BlockKind : std::uint8_t { Block, Loop, If, Else };

/// The stacks of the validation algorithm (WebAssembly Core Specification 3.0, appendix A.3). After an instruction that
/// does not return, the rest of the block may pop operands that are not there: those have any type.
///
/// Types are compared as bytes, many at once, so that time depends on the size of the body and hardly on the number of
/// parameters and results. One stack serves many bodies; it allocates only to grow.
class OperandStack {
 public:
  /// place: kept up to date by the caller; must outlive the stack.
  explicit OperandStack(const InstructionPlace& place) : place_(place) {}

  /// Empties the stack and opens the block of a function of that type. Its parameters are locals and not pushed.
  void start_function(const FunctionType& type);

  void push(ValueType type) {
    if (height_ == operands_.size()) grow(1);
    operands_[height_++] = type;
  }
  void push(ByteView types);

  /// Pops an operand of that type.
  void pop(ValueType expected) {
    if (height_ > base_ && operands_[height_ - 1] == expected) {
      --height_;
      return;
    }
    pop_other(expected);
  }
  void pop(ByteView types);

  /// Pops any operand and gives its type: None for any type.
  ValueType pop_any();

  /// Checks that the types are on top of the stack, and leaves them.
  void expect(ByteView types) const;

  /// type: must live until the block is closed. Pops its parameters and pushes them within the block.
  void open_block(BlockKind kind, const FunctionType& type);
  /// Replaces the block of an `if` by that of its `else`.
  void open_else();
  /// Pushes the results of the block. False if it was the function's.
  bool close_block();

  /// Drops the operands of the block: what follows does not run.
  void set_unreachable();

  /// The types of the operands that a branch to a block passes: its parameters for a loop, else its results. depth: of
  /// enclosing blocks; 0 is the innermost.
  ByteView label(std::uint32_t depth) const;
  /// The results of the function.
  ByteView results() const { return blocks_.front().type->results; }

 private:
  struct Block {
    const FunctionType* type = nullptr;
    std::uint32_t base = 0;  // the height of the stack below the block's operands
    BlockKind kind = BlockKind::Block;
    bool unreachable = false;
  };

  void pop_other(ValueType expected);
  void grow(std::size_t count);
  /// Pops the results of the innermost block, which must then be empty.
  void finish_block();
  [[noreturn]] void reject_operand(ValueType expected, ValueType found) const;
  [[noreturn]] void reject_missing(std::string_view expected) const;

  const InstructionPlace& place_;
  std::vector<ValueType> operands_;  // The first height_ of them are on the stack.
  std::uint32_t height_ = 0;
  std::uint32_t base_ = 0;  // of the innermost block
  std::vector<Block> blocks_;
};

}  // namespace wasmpair

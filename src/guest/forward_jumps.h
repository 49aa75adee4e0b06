// Branches directly to the destinations of jumps that go through a jump table: the branch table is skipped, and so is
// the header of its loop, where the meter is checked.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "guest/jump_table.h"
#include "wasm/instruction_walk.h"
#include "wasmpair/bytes.h"

namespace wasmpair {

/// Follows one body, an instruction at a time.
class ForwardJumps {
 public:
  /// The bytes must outlive this.
  explicit ForwardJumps(const FunctionBody& body) : body_(body.bytes) {}

  /// depth: of the label of the next instruction, a br. If that is a loop's and its jump table then goes to the end of
  /// a block that is open here, returns the depth of the label of that block: a br to it continues at the same
  /// instruction, with the same locals and the same stack.
  std::optional<std::uint32_t> destination(std::uint32_t depth) const;
  /// True if the next instruction may be a br to the label of either depth, which differ: the first goes to a jump
  /// table, which goes to the second in any case.
  bool continue_alike(std::uint32_t through_table, std::uint32_t direct) const;
  /// Goes behind the instruction that the walk has just read.
  void follow(const InstructionWalk& walk);

 private:
  struct Label {
    std::size_t begin = 0;  // of its block, in the body
    std::optional<JumpTable> table;
  };
  /// `i32.const value local.set local`, which the instruction before ended.
  struct Assignment {
    std::uint32_t local = 0;
    std::uint32_t value = 0;
  };

  /// The block at whose end a br continues, through a jump table, if the next instruction is one to a label of this
  /// depth, and that is known. It may be closed.
  std::optional<std::size_t> block_of(std::uint32_t depth) const;
  void open(const InstructionWalk& walk);
  void remember(const WalkedInstruction& instruction);

  ByteView body_;
  std::vector<Label> labels_;  // without the function's
  std::optional<std::uint32_t> constant_;
  std::optional<Assignment> assignment_;
};

/// Shortens all jumps of a body. Only the depths of their labels change.
class JumpShortener {
 public:
  /// Of the result, which is valid until the next call, the bytes are new if there is a jump to shorten. Time is linear
  /// in the size of the body.
  FunctionBody shorten(const FunctionBody& body);

 private:
  Bytes bytes_;
};

}  // namespace wasmpair

// Loops that begin with a jump table, as functions of Go do.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "wasm/instruction_walk.h"

namespace wasmpair {

/// What the header of a loop without parameters continues with:
///   block* local.get br_table
/// all blocks without parameters and results. Go compiles most functions to such a loop. To jump, they set the local
/// to the number of the destination and branch to the header, forward and backward alike.
struct JumpTable {
  std::uint32_t local = 0;
  std::uint32_t blocks = 0;           ///< How many there are.
  std::size_t first_block = 0;        ///< The offset of the outermost one, in the body.
  std::vector<std::uint32_t> labels;  ///< Their depths at br_table: 0 is the innermost block. The default is the last.

  /// The offset of the block at whose end br_table continues with a value of the local; nothing if it continues at a
  /// loop header, or outside the loop.
  std::optional<std::size_t> block_of(std::uint32_t value) const;
};

/// behind_loop: a walk that has just read the loop.
std::optional<JumpTable> jump_table_of(InstructionWalk behind_loop);

}  // namespace wasmpair

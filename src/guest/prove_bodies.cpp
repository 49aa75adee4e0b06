#include "guest/prove_bodies.h"

#include <fmt/format.h>

#include <algorithm>

#include "wasm/instruction_walk.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

/// Compares one body after the other.
class BodyProof {
 public:
  BodyProof(const Module& rewritten, const FunctionRenumbering& renumbering, std::uint32_t globals,
            std::uint32_t give_way)
      : rewritten_(rewritten), renumbering_(renumbering), globals_(globals), give_way_(give_way) {}

  /// locals: of the original, with its parameters.
  void run(const FunctionBody& original, const FunctionBody& rewritten, std::uint32_t parameters) {
    original_bytes_ = original.bytes;
    rewritten_bytes_ = rewritten.bytes;
    InstructionWalk before(original);
    InstructionWalk after(rewritten);
    locals_ = parameters + before.locals();
    require(after.locals() <= before.locals() + 1);
    depth_ = 0;
    const bool is_wrapped = enters_block(after);
    while (before.next()) {
      require(next(after));
      require_instruction(before.instruction(), after.instruction(), is_wrapped);
      track(before.instruction().row->rule);
    }
    if (is_wrapped) require(next(after) && after.instruction().row->rule == Rule::End);
    require(!after.next());
  }

 private:
  void require(bool holds) const { require_same(holds, rewritten_, "the code"); }

  /// True, and the walk behind its begin, if a block was put around the body: only then the depth is counted at the
  /// entry, before anything else.
  bool enters_block(InstructionWalk& after) const {
    InstructionWalk ahead = after;
    if (!ahead.next() || !starts_insertion(ahead.instruction()) || ahead.instruction().index != globals_ + 1)
      return false;
    require(next(after) && after.instruction().row->rule == Rule::Block);
    return true;
  }

  bool starts_insertion(const WalkedInstruction& instruction) const {
    return (instruction.row->rule == Rule::GlobalGet && instruction.index >= globals_) ||
           (instruction.row->rule == Rule::LocalTee && instruction.index >= locals_);
  }

  /// Goes to the next instruction that was not inserted.
  bool next(InstructionWalk& walk) const {
    while (walk.next()) {
      if (!starts_insertion(walk.instruction())) return true;
      skip_insertion(walk);
    }
    return false;
  }

  /// Each sequence ends with global.set, or with the end of an if.
  void skip_insertion(InstructionWalk& walk) const {
    while (walk.next()) {
      const WalkedInstruction& instruction = walk.instruction();
      switch (instruction.row->rule) {
        case Rule::GlobalSet:
          return require(instruction.index >= globals_);
        case Rule::End:
          return;
        case Rule::GlobalGet:
          require(instruction.index >= globals_);
          break;
        case Rule::LocalGet:
          require(instruction.index >= locals_);
          break;
        case Rule::Call:
          require(instruction.index == give_way_);
          break;
        case Rule::Simple:
        case Rule::I32Const:
        case Rule::If:
        case Rule::Unreachable:
          break;
        default:
          require(false);
      }
    }
    require(false);
  }

  void require_instruction(const WalkedInstruction& before, const WalkedInstruction& after, bool is_wrapped) const {
    const Rule rule = before.row->rule;
    if (rule == Rule::Return && is_wrapped) {
      require(after.row->rule == Rule::Branch && after.index == depth_);
    } else if ((rule == Rule::Call || rule == Rule::ReturnCall || rule == Rule::RefFunc) &&
               renumbering_.moves(before.index)) {
      require(after.row == before.row && after.index == renumbering_(before.index));
    } else {
      require(std::ranges::equal(original_bytes_.subspan(before.begin, before.end - before.begin),
                                 rewritten_bytes_.subspan(after.begin, after.end - after.begin)));
    }
  }

  void track(Rule rule) {
    if (rule == Rule::Block || rule == Rule::Loop || rule == Rule::If) ++depth_;
    if (rule == Rule::End) --depth_;
  }

  const Module& rewritten_;
  const FunctionRenumbering& renumbering_;
  std::uint32_t globals_;
  std::uint32_t give_way_;
  ByteView original_bytes_;
  ByteView rewritten_bytes_;
  std::uint32_t locals_ = 0;  // of the original
  std::uint32_t depth_ = 0;   // of blocks in the original
};

}  // namespace

void require_same(bool is_same, const Module& rewritten, std::string_view what) {
  if (is_same) return;
  throw Error(rewritten.file, fmt::format("internal error: rewriting changed {} of the guest", what),
              std::string(report_advice));
}

void prove_bodies(const Module& original, const Module& rewritten, const FunctionRenumbering& renumbering,
                  std::uint32_t globals) {
  const auto functions = static_cast<std::uint32_t>(original.function_types.size());
  BodyProof proof(rewritten, renumbering, globals, renumbering.first_moved + renumbering.by + functions);
  auto after = FunctionBodies(rewritten).begin();
  for (const FunctionBody& before : FunctionBodies(original)) {
    const std::uint32_t type = original.function_types[before.function - renumbering.first_moved];
    proof.run(before, *after, static_cast<std::uint32_t>(original.types[type].parameters.size()));
    ++after;
  }
}

}  // namespace wasmpair

#include "guest/prove_bodies.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "guest/charges.h"
#include "guest/depth_plan.h"
#include "guest/forward_jumps.h"
#include "guest/opcodes.h"
#include "guest/prove_depth.h"
#include "wasm/instruction_walk.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

/// What is inserted. A charge only does arithmetic on the meter; a check calls give_way if the meter is then empty.
/// Enter and leave count the depth.
enum class Insertion { Charge, Check, Enter, Leave };

constexpr std::size_t longest_insertion = 11;

struct KnownInsertion {
  Insertion insertion;
  std::uint32_t global;  ///< Of those that are added: 0 is the meter, 1 the depth.
  std::array<std::uint8_t, longest_insertion> opcodes;
};

/// The sequences of GuestCode.
constexpr KnownInsertion known_insertions[] = {
    {Insertion::Check,
     0,
     {opcode::global_get, opcode::i32_const, opcode::i32_sub, opcode::local_tee, opcode::global_set, opcode::local_get,
      opcode::i32_const, opcode::i32_lt_s, opcode::if_, opcode::call, opcode::end}},
    {Insertion::Check,
     0,
     {opcode::global_get, opcode::i32_const, opcode::i32_lt_s, opcode::if_, opcode::call, opcode::end}},
    {Insertion::Charge, 0, {opcode::global_get, opcode::i32_const, opcode::i32_sub, opcode::global_set}},
    {Insertion::Charge,
     0,
     {opcode::local_tee, opcode::global_get, opcode::local_get, opcode::i32_const, opcode::i32_shr_u, opcode::i32_sub,
      opcode::global_set}},
    {Insertion::Enter,
     1,
     {opcode::global_get, opcode::i32_const, opcode::i32_add, opcode::local_tee, opcode::global_set, opcode::local_get,
      opcode::i32_const, opcode::i32_gt_u, opcode::if_, opcode::unreachable, opcode::end}},
    {Insertion::Leave, 1, {opcode::global_get, opcode::i32_const, opcode::i32_sub, opcode::global_set}},
};

/// Of what is inserted: a charge adds nothing to the meter.
constexpr std::uint32_t highest_constant = 0x7fff'ffff;

/// True for what may not continue with the next instruction.
bool may_leave(Rule rule) {
  return rule == Rule::If || rule == Rule::Branch || rule == Rule::BranchIf || rule == Rule::BranchTable ||
         rule == Rule::Return || rule == Rule::Unreachable;
}

bool is_call(Rule rule) {
  return rule == Rule::Call || rule == Rule::CallIndirect || rule == Rule::ReturnCall ||
         rule == Rule::ReturnCallIndirect;
}

/// Compares one body after the other.
class BodyProof {
 public:
  BodyProof(const Module& rewritten, const FunctionRenumbering& renumbering, std::uint32_t globals,
            std::uint32_t give_way, Metering metering)
      : rewritten_(rewritten),
        renumbering_(renumbering),
        globals_(globals),
        give_way_(give_way),
        is_metered_(metering == Metering::Metered),
        uncounted_(rewritten.function_types.size()) {}

  /// locals: of the original, with its parameters.
  void run(const FunctionBody& original, const FunctionBody& rewritten, std::uint32_t parameters) {
    original_bytes_ = original.bytes;
    rewritten_bytes_ = rewritten.bytes;
    InstructionWalk before(original);
    InstructionWalk after(rewritten);
    locals_ = parameters + before.locals();
    require(after.locals() <= before.locals() + 1);
    depth_ = 0;
    inserted_ = 0;
    const std::uint32_t function = original.function - renumbering_.first_moved;
    const bool is_wrapped = enters_block(after);
    if (is_wrapped) uncounted_.add_counter(function);
    bool checks_first = was_inserted(Insertion::Check);
    bool may_have_left = false;
    bool follows_loop = false;
    ForwardJumps jumps(original);
    for (; before.next(); jumps.follow(before)) {
      const Rule rule = before.instruction().row->rule;
      require(next(after));
      require_instruction(before.instruction(), after.instruction(), is_wrapped, jumps);
      const bool is_checked = was_inserted(Insertion::Check);
      require(is_checked || !follows_loop || !is_metered_);
      checks_first |= is_checked && !may_have_left;
      const bool is_left = is_wrapped && (rule == Rule::ReturnCall || rule == Rule::ReturnCallIndirect);
      require(was_inserted(Insertion::Leave) == is_left && !was_inserted(Insertion::Enter));
      if (is_call(rule)) {
        require(checks_first || !is_metered_);
        if (!is_wrapped) add_uncounted_call(function, before.instruction());
      }
      may_have_left |= may_leave(rule);
      follows_loop = rule == Rule::Loop;
      track(rule);
    }
    if (is_wrapped)
      require(next(after) && was_inserted(Insertion::Leave) && after.instruction().row->rule == Rule::End);
    require(!after.next());
  }

  /// Of all bodies: recursion is counted.
  void finish() const { require(uncounted_.are_at_most(most_uncounted_calls)); }

 private:
  void require(bool holds) const { require_same(holds, rewritten_, "the code"); }

  /// What a host function calls, or a function in a table, is not known.
  void add_uncounted_call(std::uint32_t caller, const WalkedInstruction& call) {
    const bool is_direct = call.row->rule == Rule::Call || call.row->rule == Rule::ReturnCall;
    require(is_direct && call.index >= renumbering_.first_moved);
    uncounted_.add_call(caller, call.index - renumbering_.first_moved);
  }

  /// True, and the walk behind its begin, if a block was put around the body: only then the depth is counted at the
  /// entry, before anything else.
  bool enters_block(InstructionWalk& after) {
    InstructionWalk ahead = after;
    if (!ahead.next() || !starts_insertion(ahead.instruction()) || ahead.instruction().index != globals_ + 1)
      return false;
    require(next(after) && after.instruction().row->rule == Rule::Block);
    require(was_inserted(Insertion::Enter) && !was_inserted(Insertion::Leave));
    return true;
  }

  bool starts_insertion(const WalkedInstruction& instruction) const {
    return (instruction.row->rule == Rule::GlobalGet && instruction.index >= globals_) ||
           ((instruction.row->rule == Rule::LocalTee || instruction.row->rule == Rule::LocalGet) &&
            instruction.index >= locals_);
  }

  /// Goes to the next instruction that was not inserted.
  bool next(InstructionWalk& walk) {
    inserted_ = 0;
    while (walk.next()) {
      if (!starts_insertion(walk.instruction())) return true;
      inserted_ |= bit(skip_insertion(walk));
    }
    return false;
  }

  /// True if it lies directly before the instruction that next() went to.
  bool was_inserted(Insertion insertion) const { return (inserted_ & bit(insertion)) != 0; }

  static unsigned bit(Insertion insertion) { return 1u << static_cast<unsigned>(insertion); }

  /// Each sequence ends with global.set, or with the end of an if. The depth changes by 1. What a local keeps of the
  /// new value of the global is compared next: a local that is compared was not set before.
  Insertion skip_insertion(InstructionWalk& walk) const {
    std::array<std::uint8_t, longest_insertion> opcodes{};
    std::size_t count = 0;
    const std::uint32_t global = walk.instruction().row->rule == Rule::GlobalGet ? walk.instruction().index : globals_;
    do {
      const WalkedInstruction& instruction = walk.instruction();
      require(count < opcodes.size());
      opcodes[count++] = rewritten_bytes_[instruction.begin];
      const std::uint8_t previous = count > 1 ? opcodes[count - 2] : std::uint8_t{0};
      require_inserted(instruction, global);
      const bool is_amount = instruction.row->rule == Rule::I32Const && previous != opcode::local_get;
      require(!is_amount || global == globals_ || constant_of(instruction, rewritten_bytes_) == 1);
      const bool is_kept = previous == opcode::local_tee;
      if (instruction.row->rule == Rule::End || (instruction.row->rule == Rule::GlobalSet && !is_kept)) break;
    } while (walk.next());
    const auto known = std::ranges::find_if(known_insertions, [&](const KnownInsertion& insertion) {
      return insertion.global == global - globals_ && insertion.opcodes == opcodes;
    });
    require(known != std::end(known_insertions) && (is_metered_ || known->global != 0));
    return known->insertion;
  }

  /// What is inserted uses nothing of the guest.
  void require_inserted(const WalkedInstruction& instruction, std::uint32_t global) const {
    switch (instruction.row->rule) {
      case Rule::GlobalGet:
      case Rule::GlobalSet:
        return require(instruction.index == global);
      case Rule::LocalGet:
      case Rule::LocalTee:
        return require(instruction.index == locals_);
      case Rule::Call:
        return require(instruction.index == give_way_);
      case Rule::If:
        return require(instruction.block_type.form == BlockType::Form::Empty);
      case Rule::I32Const:
        return require(*constant_of(instruction, rewritten_bytes_) <= highest_constant);
      default:
        return;
    }
  }

  void require_instruction(const WalkedInstruction& before, const WalkedInstruction& after, bool is_wrapped,
                           const ForwardJumps& jumps) const {
    const Rule rule = before.row->rule;
    if (rule == Rule::Return && is_wrapped) {
      require(after.row->rule == Rule::Branch && after.index == depth_);
    } else if (rule == Rule::Branch && after.row == before.row && after.index != before.index) {
      require(jumps.continue_alike(before.index, after.index));
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
  bool is_metered_;
  unsigned inserted_ = 0;
  UncountedCalls uncounted_;
};

}  // namespace

void require_same(bool is_same, const Module& rewritten, std::string_view what) {
  if (is_same) return;
  throw Error(rewritten.file, fmt::format("internal error: rewriting changed {} of the guest", what),
              std::string(report_advice));
}

void prove_bodies(const Module& original, const Module& rewritten, const FunctionRenumbering& renumbering,
                  std::uint32_t globals, Metering metering) {
  const auto functions = static_cast<std::uint32_t>(original.function_types.size());
  BodyProof proof(rewritten, renumbering, globals, renumbering.first_moved + renumbering.by + functions, metering);
  auto after = FunctionBodies(rewritten).begin();
  for (const FunctionBody& before : FunctionBodies(original)) {
    const std::uint32_t type = original.function_types[before.function - renumbering.first_moved];
    proof.run(before, *after, static_cast<std::uint32_t>(original.types[type].parameters.size()));
    ++after;
  }
  proof.finish();
}

}  // namespace wasmpair

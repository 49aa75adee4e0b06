// Rewrites the bodies of functions: the meter, the depth counter, and the indices of functions.
#pragma once

#include <cstdint>
#include <optional>

#include "guest/function_plan.h"
#include "guest/guest_code.h"
#include "guest/path_costs.h"
#include "guest/prices.h"
#include "guest/renumbering.h"
#include "wasm/instruction_walk.h"

namespace wasmpair {

/// Rewrites one body after the other.
///
/// The meter is charged ahead at the entry of a function that is metered and at each loop header, where it is checked,
/// too (see prices.h); a function that reaches a loop first is not checked at its entry. A path that executes more is
/// charged
///   - where that exceeds most_unpaid, and then again ahead; less stays uncharged,
///   - before a branch to a loop header, and before a loop is entered,
///   - at a bulk operation, for its length.
/// The meter is also checked
///   - where more than most_unchecked units would be charged without, and at a bulk operation,
///   - where a function that calls others returns, if more than most_unchecked_at_return was charged unchecked on a
///   path.
/// Where paths meet, the more expensive one counts for both.
class BodyRewriter {
 public:
  /// The arguments must outlive the rewriter.
  BodyRewriter(const FunctionPlans& plans, const GuestCode& code, const FunctionRenumbering& renumbering)
      : plans_(plans), code_(code), renumbering_(renumbering) {}

  /// Appends the body with its size. block_type: in the binary format, of a block without parameters that
  /// has the results of the function.
  void rewrite(const FunctionBody& body, ByteView block_type, Bytes& out);

 private:
  void append_locals(const InstructionWalk& walk, const FunctionPlan& plan);
  void step(const WalkedInstruction& instruction, const FunctionPlan& plan);
  void meter(const WalkedInstruction& instruction, const FunctionPlan& plan);
  void add_units(const WalkedInstruction& instruction, const FunctionPlan& plan);
  void control(const WalkedInstruction& instruction, const FunctionPlan& plan);
  void open_loop(const WalkedInstruction& loop, const FunctionPlan& plan);
  void return_from(const WalkedInstruction& instruction, const FunctionPlan& plan);
  void call_at_end(const WalkedInstruction& instruction, const FunctionPlan& plan);
  void charge_length(const WalkedInstruction& instruction, const FunctionPlan& plan);
  void renumber(const WalkedInstruction& instruction);

  /// Each inserts code after what was copied.
  void check();
  /// Checks, too, where more than most_unchecked would be charged without.
  void charge(std::uint32_t units, const FunctionPlan& plan);
  void charge_and_check(std::uint32_t units, const FunctionPlan& plan);
  /// Charges what is not charged, in front of the instruction.
  void charge_before(const WalkedInstruction& instruction, const FunctionPlan& plan);
  void copy_until(std::size_t position);

  const FunctionPlans& plans_;
  const GuestCode& code_;
  const FunctionRenumbering& renumbering_;
  Prices prices_;  // of the body
  PathCosts costs_;
  std::optional<std::uint32_t> constant_;  // that the instruction before pushed
  ByteView original_;                      // the body
  Bytes body_;                             // the new one, without its size
  std::size_t copied_ = 0;                 // how many bytes of the original are copied or replaced
};

}  // namespace wasmpair

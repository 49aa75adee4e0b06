#include "guest/body_rewriter.h"

#include <algorithm>

#include "guest/charges.h"
#include "guest/depth_plan.h"
#include "guest/opcodes.h"
#include "util/leb128.h"

namespace wasmpair {
namespace {

/// What is charged ahead where more than most_unpaid is not charged.
constexpr std::uint32_t ahead = 256;
/// What is charged without a check, at most. It counts charges, not instructions: where paths meet, a path is charged
/// for what only another one executed.
constexpr std::uint32_t most_unchecked = 4'096;
/// What calls that return one after the other may each have charged unchecked. The deepest recursion that can be
/// allowed has 1,000,000 calls that are counted, each with at most two that are not, and charges at most 1,024,000,000
/// that way. One instruction, a bulk operation, is charged at most 2^30 and is checked at once, with at most
/// most_unchecked before it. Together that is below 2^31, so that the meter, which is at least 1 after each check,
/// cannot wrap. What calls nothing is no part of a recursion, and checks at its entry.
constexpr std::uint32_t most_unchecked_at_return = 512;
constexpr std::uint32_t most_unchecked_uncounted = 256;
static_assert(1'000'000ull * (most_unchecked_at_return + most_uncounted_calls * most_unchecked_uncounted) + (1u << 30) +
                  most_unchecked <
              1u << 31);
/// What each turn of a loop is charged instead of its entry.
constexpr std::int64_t most_carried = 4;

}  // namespace

void BodyRewriter::rewrite(const FunctionBody& body, ByteView block_type, Bytes& out) {
  const FunctionPlan& plan = plans_[body.function];
  original_ = body.bytes;
  copied_ = 0;
  body_.clear();
  prices_ = plan.is_metered ? prices_of(body, plan, plans_, costs_) : Prices();
  costs_.start();
  constant_.reset();
  InstructionWalk walk(body);
  append_locals(walk, plan);
  if (plan.counts_depth) code_.enter(body_, plan.locals);
  if (plan.is_metered && plan.entry_check == EntryCheck::AtEntry) {
    charge_and_check(prices_.entry, plan);
  } else if (prices_.entry != 0) {
    charge(prices_.entry, plan);
  }
  if (plan.counts_depth) {
    body_.push_back(opcode::block);
    body_.insert(body_.end(), block_type.begin(), block_type.end());
  }
  while (walk.next()) step(walk.instruction(), plan);
  copy_until(original_.size());
  if (plan.counts_depth) {
    code_.leave(body_);
    if (costs_.here().unchecked > most_unchecked_at_return) code_.check(body_);
    body_.push_back(opcode::end);
  }
  append_unsigned(out, body_.size());
  out.insert(out.end(), body_.begin(), body_.end());
}

void BodyRewriter::append_locals(const InstructionWalk& walk, const FunctionPlan& plan) {
  append_unsigned(body_, walk.local_groups() + (plan.is_metered ? 1 : 0));
  copied_ = walk.local_groups_begin();
  copy_until(walk.local_groups_end());
  if (!plan.is_metered) return;
  append_unsigned(body_, 1);
  body_.push_back(opcode::i32);
}

void BodyRewriter::step(const WalkedInstruction& instruction, const FunctionPlan& plan) {
  const Rule rule = instruction.row->rule;
  if (plan.is_metered) meter(instruction, plan);
  if (rule == Rule::Call || rule == Rule::ReturnCall || rule == Rule::RefFunc) renumber(instruction);
}

/// Inserts what belongs in front of the instruction, or after it.
void BodyRewriter::meter(const WalkedInstruction& instruction, const FunctionPlan& plan) {
  const Rule rule = instruction.row->rule;
  if (costs_.reachable()) add_units(instruction, plan);
  if (rule == Rule::Simple || rule == Rule::LocalGet) {
    constant_.reset();
    return;
  }
  control(instruction, plan);
  if (costs_.reachable() && bulk_shift(rule) != 0 && !constant_) charge_length(instruction, plan);
  constant_ = constant_of(instruction, original_);
}

void BodyRewriter::add_units(const WalkedInstruction& instruction, const FunctionPlan& plan) {
  costs_.add(units_of(instruction, plans_, constant_));
  if (costs_.here().uncharged <= most_unpaid) return;
  copy_until(instruction.begin);
  charge(static_cast<std::uint32_t>(costs_.here().uncharged) + ahead, plan);
}

void BodyRewriter::control(const WalkedInstruction& instruction, const FunctionPlan& plan) {
  switch (instruction.row->rule) {
    case Rule::Loop:
      return open_loop(instruction, plan);
    case Rule::Branch:
    case Rule::BranchIf:
    case Rule::BranchTable:
      if (costs_.reachable() && costs_.continues_at_loop(instruction)) charge_before(instruction, plan);
      break;
    case Rule::Return:
      return_from(instruction, plan);
      break;
    case Rule::ReturnCall:
    case Rule::ReturnCallIndirect:
      call_at_end(instruction, plan);
      break;
    default:
      break;
  }
  costs_.follow(instruction);
}

void BodyRewriter::open_loop(const WalkedInstruction& loop, const FunctionPlan& plan) {
  if (costs_.reachable() && costs_.here().uncharged > most_carried) charge_before(loop, plan);
  const std::int64_t carried = costs_.reachable() ? std::max<std::int64_t>(costs_.here().uncharged, 0) : 0;
  const std::uint32_t price = prices_.loops[costs_.loops()];
  costs_.follow(loop);
  copy_until(loop.end);
  charge_and_check(price + static_cast<std::uint32_t>(carried), plan);
  costs_.set_uncharged(-std::int64_t{price});
}

/// A function that counts its depth has a block around its body, at whose end it leaves.
void BodyRewriter::return_from(const WalkedInstruction& instruction, const FunctionPlan& plan) {
  if (!plan.counts_depth) return;
  copy_until(instruction.begin);
  body_.push_back(opcode::br);
  append_unsigned(body_, costs_.depth());
  copied_ = instruction.end;
}

void BodyRewriter::call_at_end(const WalkedInstruction& instruction, const FunctionPlan& plan) {
  if (!plan.counts_depth) return;
  copy_until(instruction.begin);
  if (costs_.here().unchecked > most_unchecked_at_return) check();
  code_.leave(body_);
}

void BodyRewriter::charge_length(const WalkedInstruction& instruction, const FunctionPlan& plan) {
  copy_until(instruction.begin);
  code_.charge_length(body_, plan.locals, bulk_shift(instruction.row->rule));
  check();
}

void BodyRewriter::renumber(const WalkedInstruction& instruction) {
  if (!renumbering_.moves(instruction.index)) return;
  copy_until(instruction.begin);
  body_.push_back(original_[instruction.begin]);
  append_unsigned(body_, renumbering_(instruction.index));
  copied_ = instruction.end;
}

void BodyRewriter::charge(std::uint32_t units, const FunctionPlan& plan) {
  const std::uint32_t most = plan.calls && !plan.counts_depth ? most_unchecked_uncounted : most_unchecked;
  if (costs_.here().unchecked + units > most) return charge_and_check(units, plan);
  code_.charge(body_, units);
  costs_.charged(units);
}

void BodyRewriter::charge_and_check(std::uint32_t units, const FunctionPlan& plan) {
  if (units == 0) return check();
  code_.charge_and_check(body_, units, plan.locals);
  costs_.charged(units);
  costs_.checked();
}

void BodyRewriter::check() {
  code_.check(body_);
  costs_.checked();
}

void BodyRewriter::charge_before(const WalkedInstruction& instruction, const FunctionPlan& plan) {
  if (costs_.here().uncharged <= 0) return;
  copy_until(instruction.begin);
  charge(static_cast<std::uint32_t>(costs_.here().uncharged), plan);
}

void BodyRewriter::copy_until(std::size_t position) {
  const ByteView bytes = original_.subspan(copied_, position - copied_);
  body_.insert(body_.end(), bytes.begin(), bytes.end());
  copied_ = position;
}

}  // namespace wasmpair

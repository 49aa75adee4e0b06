#include "guest/prices.h"

#include <algorithm>
#include <optional>

#include "guest/charges.h"

namespace wasmpair {
namespace {

std::uint32_t price(std::int64_t units, std::uint32_t most) {
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>(units, 0, most));
}

}  // namespace

Prices prices_of(const FunctionBody& body, const FunctionPlan& plan, const FunctionPlans& plans, PathCosts& costs) {
  costs.start();
  // From the entry, or from the last header, to the next header or to where the function returns.
  std::int64_t most = 0;
  std::optional<std::uint32_t> constant;
  for (InstructionWalk walk(body); walk.next();) {
    const WalkedInstruction& instruction = walk.instruction();
    if (costs.reachable()) costs.add(units_of(instruction, plans, constant));
    constant = constant_of(instruction, body.bytes);
    if (instruction.row->rule == Rule::Loop && costs.reachable()) {
      most = std::max(most, costs.here().uncharged);
      costs.set_uncharged(0);
    }
    costs.follow(instruction);
  }
  most = std::max(most, costs.here().uncharged);

  Prices prices;
  for (std::size_t i = 0; i < costs.loops(); ++i) prices.loops.push_back(price(costs.turn(i), most_at_turn));
  if (!plan.is_metered) return prices;
  prices.entry = price(most, most_at_entry);
  if (plan.entry_check == EntryCheck::AtEntry) return prices;
  std::uint32_t& turn = prices.loops.front();
  if (turn == 0) turn = prices.entry;
  const bool is_enough = most <= std::int64_t{least_counted} * turn;
  prices.entry = is_enough ? 0 : prices.entry - std::min(prices.entry, turn);
  return prices;
}

}  // namespace wasmpair

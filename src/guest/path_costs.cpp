#include "guest/path_costs.h"

namespace wasmpair {

void PathCosts::start() {
  labels_.assign(1, {});
  turns_.clear();
  here_ = {};
  reachable_ = true;
}

bool PathCosts::continues_at_loop(const WalkedInstruction& branch) const {
  bool continues = false;
  for_each_label(branch, [&](std::uint32_t depth) { continues |= labels_[labels_.size() - 1 - depth].is_loop; });
  return continues;
}

void PathCosts::follow(const WalkedInstruction& instruction) {
  const Rule rule = instruction.row->rule;
  switch (rule) {
    case Rule::Block:
    case Rule::Loop:
    case Rule::If:
      return open(rule);
    case Rule::Else:
      return open_else();
    case Rule::End:
      return close();
    case Rule::Branch:
    case Rule::BranchIf:
    case Rule::BranchTable:
      if (!reachable_) return;
      for_each_label(instruction, [&](std::uint32_t depth) { reach(label(depth), here_); });
      reachable_ = rule == Rule::BranchIf;
      return;
    case Rule::Return:
    case Rule::ReturnCall:
    case Rule::ReturnCallIndirect:
      if (reachable_) reach(labels_.front(), here_);
      reachable_ = false;
      return;
    case Rule::Unreachable:
      reachable_ = false;
      return;
    default:
      return;
  }
}

void PathCosts::reach(Label& label, const PathCost& cost) {
  if (label.is_loop) {
    turns_[label.loop] = std::max(turns_[label.loop], cost.uncharged);
    return;
  }
  label.reached = label.is_reached ? highest(label.reached, cost) : cost;
  label.is_reached = true;
}

void PathCosts::open(Rule rule) {
  Label& label = labels_.emplace_back();
  label.is_loop = rule == Rule::Loop;
  if (label.is_loop) {
    label.loop = turns_.size();
    turns_.push_back(0);
  }
  label.continues_at_start = rule == Rule::If && reachable_;
  label.start = here_;
}

/// Continues as the if began.
void PathCosts::open_else() {
  Label& label = labels_.back();
  if (reachable_) reach(label, here_);
  // Without the condition, nothing below the if is reached.
  reachable_ = label.continues_at_start;
  label.continues_at_start = false;
  here_ = label.start;
}

/// Continues from the most expensive path to the end of a block. Only the end of a loop itself leads there.
void PathCosts::close() {
  Label& label = labels_.back();
  if (!label.is_loop) {
    if (label.continues_at_start) reach(label, label.start);
    if (reachable_) reach(label, here_);
    reachable_ = label.is_reached;
    here_ = label.reached;
  }
  labels_.pop_back();
}

}  // namespace wasmpair

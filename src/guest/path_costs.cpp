#include "guest/path_costs.h"

namespace wasmpair {

void PathCosts::open(Rule rule) {
  Label& label = labels_.emplace_back();
  label.kind = rule == Rule::Loop ? LabelKind::Loop : LabelKind::Forward;
  label.continues_at_start = rule == Rule::If && reachable_;
  label.start = here_;
}

void PathCosts::open_else() {
  Label& label = labels_.back();
  if (reachable_) reach(label, here_);
  // Without the condition, nothing below the if is reached.
  reachable_ = label.continues_at_start;
  label.continues_at_start = false;
  here_ = label.start;
}

bool PathCosts::close() {
  Label& label = labels_.back();
  if (label.continues_at_start) reach(label, label.start);
  if (reachable_) reach(label, here_);
  reachable_ = label.is_reached;
  here_ = label.reached;
  labels_.pop_back();
  return !labels_.empty();
}

void PathCosts::branch(const WalkedInstruction& branch) {
  for_each_label(branch, [&](std::uint32_t depth) {
    Label& label = labels_[labels_.size() - 1 - depth];
    if (label.kind != LabelKind::Loop) reach(label, here_);
  });
}

}  // namespace wasmpair

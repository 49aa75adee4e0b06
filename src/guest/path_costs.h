// How much the paths through a function body execute between two charges.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "wasm/instruction_walk.h"

namespace wasmpair {

/// What the most expensive path to a place executed, in units.
struct PathCost {
  std::uint32_t uncharged = 0;  ///< Since the meter was last charged.
  std::uint32_t unchecked = 0;  ///< Since the meter was last checked.

  friend PathCost highest(const PathCost& a, const PathCost& b) {
    return {std::max(a.uncharged, b.uncharged), std::max(a.unchecked, b.unchecked)};
  }
};

enum class LabelKind : std::uint8_t {
  Forward,  ///< Of a block or an if: a branch continues at its end.
  Loop,     ///< A branch continues at the header.
  Function  ///< A branch returns.
};

/// Follows the paths through one body, an instruction at a time. Apart from loops, control flows forward in the bytes
/// of a body. So one pass knows the most expensive path to each instruction, if the cost is charged before each branch
/// to a loop.
class PathCosts {
 public:
  /// Before the first instruction of a body.
  void start() {
    labels_.assign(1, {.kind = LabelKind::Function});
    here_ = {};
    reachable_ = true;
  }

  /// False after an instruction that does not continue with the next one, until the end of its block.
  bool reachable() const { return reachable_; }
  const PathCost& here() const { return here_; }
  /// Blocks that are open, without the function's.
  std::uint32_t depth() const { return static_cast<std::uint32_t>(labels_.size() - 1); }
  LabelKind kind(std::uint32_t label_depth) const { return label(label_depth).kind; }
  /// True if a branch, br, br_if or br_table, may continue at a loop header or return.
  bool leaves_forward_code(const WalkedInstruction& branch) const {
    bool leaves = false;
    for_each_label(branch, [&](std::uint32_t depth) { leaves |= kind(depth) != LabelKind::Forward; });
    return leaves;
  }

  /// The next instruction executes this many units.
  void add(std::uint32_t units) {
    here_.uncharged += units;
    here_.unchecked += units;
  }
  void charged(std::uint32_t units) { here_.uncharged -= units; }
  void checked() { here_.unchecked = 0; }

  /// The most that another path has not charged where the innermost block ends, or at an else its other half begins.
  /// Nothing if no other path is known to lead there.
  std::optional<std::uint32_t> uncharged_otherwise() const {
    const Label& innermost = labels_.back();
    if (!innermost.is_reached && !innermost.continues_at_start) return std::nullopt;
    return std::max(innermost.is_reached ? innermost.reached.uncharged : 0,
                    innermost.continues_at_start ? innermost.start.uncharged : 0);
  }

  /// Enters a block, loop or if.
  void open(Rule rule);
  /// At an else: continues as the if began.
  void open_else();
  /// At the end of a block: continues from its most expensive path. False if it is the function's block.
  bool close();
  /// Branches to each of the labels; the next instruction stays reachable.
  void branch(const WalkedInstruction& branch);
  /// Returns, as a branch to the function's label does.
  void leave() { reach(labels_.front(), here_); }
  void set_unreachable() { reachable_ = false; }

 private:
  struct Label {
    LabelKind kind = LabelKind::Forward;
    bool is_reached = false;          // by a branch, or by the end of a block before an else
    bool continues_at_start = false;  // the condition of an if without else was false
    PathCost reached{};               // at the end
    PathCost start{};                 // of an if
  };

  const Label& label(std::uint32_t depth) const { return labels_[labels_.size() - 1 - depth]; }
  static void reach(Label& label, const PathCost& cost) {
    label.reached = label.is_reached ? highest(label.reached, cost) : cost;
    label.is_reached = true;
  }

  std::vector<Label> labels_;  // grows, and is kept from body to body
  PathCost here_;
  bool reachable_ = true;
};

}  // namespace wasmpair

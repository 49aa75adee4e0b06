// How much the paths through a function body execute that is not charged.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "wasm/instruction_walk.h"

namespace wasmpair {

/// The most that a path to a place has, in units: each member may come from another path.
struct PathCost {
  std::int64_t uncharged = 0;   ///< Negative: charged ahead.
  std::uint32_t unchecked = 0;  ///< Charged since the meter was last checked.

  friend PathCost highest(const PathCost& a, const PathCost& b) {
    return {std::max(a.uncharged, b.uncharged), std::max(a.unchecked, b.unchecked)};
  }
};

/// Follows the paths through one body, an instruction at a time. Apart from loops, control flows forward in the bytes
/// of a body. So one pass knows the most expensive path to each instruction, if the user of this class says what the
/// paths to a loop header have in common.
class PathCosts {
 public:
  /// Before the first instruction of a body.
  void start();

  /// False after an instruction that does not continue with the next one, until the end of its block.
  bool reachable() const { return reachable_; }
  const PathCost& here() const { return here_; }
  /// Blocks that are open, without the function's.
  std::uint32_t depth() const { return static_cast<std::uint32_t>(labels_.size() - 1); }
  /// True if a branch, br, br_if or br_table, may continue at a loop header.
  bool continues_at_loop(const WalkedInstruction& branch) const;

  /// The next instruction executes this many units.
  void add(std::uint32_t units) { here_.uncharged += units; }
  void charged(std::uint32_t units) {
    here_.uncharged -= units;
    here_.unchecked += units;
  }
  void checked() { here_.unchecked = 0; }
  /// All paths continue with as much.
  void set_uncharged(std::int64_t units) { here_.uncharged = units; }

  /// Goes behind an instruction.
  void follow(const WalkedInstruction& instruction);

  /// The loops that were entered, and the most that is not charged where a branch continues at the header of one. They
  /// are numbered in the order of the bytes.
  std::size_t loops() const { return turns_.size(); }
  std::int64_t turn(std::size_t loop) const { return turns_[loop]; }

 private:
  struct Label {
    bool is_loop = false;
    bool is_reached = false;          // by a branch, or by the end of a block before an else
    bool continues_at_start = false;  // the condition of an if without else was false
    std::size_t loop = 0;             // its number
    PathCost reached{};               // at the end
    PathCost start{};                 // of an if
  };

  Label& label(std::uint32_t depth) { return labels_[labels_.size() - 1 - depth]; }
  void reach(Label& label, const PathCost& cost);
  void open(Rule rule);
  void open_else();
  void close();

  std::vector<Label> labels_;  // grows, and is kept from body to body
  std::vector<std::int64_t> turns_;
  PathCost here_;
  bool reachable_ = true;
};

}  // namespace wasmpair

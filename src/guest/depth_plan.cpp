#include "guest/depth_plan.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace wasmpair {

/// Counts the functions at which it finds a cycle to close: without them, no cycle is left.
class DepthFirstSearch {
 public:
  explicit DepthFirstSearch(const CallGraph& graph)
      : graph_(graph), counts_(graph.calls_unknown_), states_(graph.begins_.size()), chains_(graph.begins_.size()) {}

  std::vector<bool> run() {
    for (const std::uint32_t function : most_called_first()) visit(function);
    return std::move(counts_);
  }

 private:
  enum class State : std::uint8_t { New, Open, Done };

  struct Visit {
    std::uint32_t function;
    std::size_t next;  // of its calls
  };

  /// A cycle closes at the function that was visited first: one that many call, such as runtime.morestack of Go, closes
  /// most of them.
  std::vector<std::uint32_t> most_called_first() const {
    std::vector<std::uint32_t> callers(states_.size());
    for (const std::uint32_t callee : graph_.callees_) ++callers[callee];
    std::vector<std::uint32_t> functions(states_.size());
    std::iota(functions.begin(), functions.end(), 0);
    std::ranges::stable_sort(functions, std::greater(), [&](std::uint32_t function) { return callers[function]; });
    return functions;
  }

  void visit(std::uint32_t root) {
    follow(root);
    while (!visits_.empty()) {
      Visit& visit = visits_.back();
      if (visit.next == end_of(visit.function)) {
        close(visit.function);
      } else {
        follow(graph_.callees_[visit.next++]);
      }
    }
  }

  /// What counts needs no search: no chain of calls that are not counted leads through it.
  void follow(std::uint32_t callee) {
    if (counts_[callee]) return;
    if (states_[callee] == State::New)
      open(callee);
    else if (states_[callee] == State::Open)
      counts_[callee] = true;
  }

  void open(std::uint32_t function) {
    states_[function] = State::Open;
    visits_.push_back({function, graph_.begins_[function]});
  }

  /// All that it calls is done, or counts.
  void close(std::uint32_t function) {
    visits_.pop_back();
    states_[function] = State::Done;
    std::uint32_t chain = 0;
    for (std::size_t i = graph_.begins_[function]; i < end_of(function); ++i) {
      const std::uint32_t callee = graph_.callees_[i];
      if (!counts_[callee]) chain = std::max(chain, chains_[callee] + 1);
    }
    if (chain >= most_uncounted_calls) counts_[function] = true;
    chains_[function] = chain;
  }

  std::size_t end_of(std::uint32_t function) const {
    return function + 1 < graph_.begins_.size() ? graph_.begins_[function + 1] : graph_.callees_.size();
  }

  const CallGraph& graph_;
  std::vector<bool> counts_;
  std::vector<State> states_;
  std::vector<std::uint32_t> chains_;  // the most calls below that are not counted, of functions that are done
  std::vector<Visit> visits_;
};

void CallGraph::add_function() {
  begins_.push_back(callees_.size());
  calls_unknown_.push_back(false);
}

std::vector<bool> CallGraph::depth_counters() const { return DepthFirstSearch(*this).run(); }

}  // namespace wasmpair

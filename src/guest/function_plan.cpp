#include "guest/function_plan.h"

#include <fmt/format.h>

#include "guest/charges.h"
#include "guest/depth_plan.h"
#include "guest/path_costs.h"
#include "guest/refusals.h"
#include "util/counts.h"
#include "wasm/instruction_walk.h"
#include "wasm/limits.h"

namespace wasmpair {
namespace {

bool is_call(Rule rule) {
  return rule == Rule::Call || rule == Rule::CallIndirect || rule == Rule::ReturnCall ||
         rule == Rule::ReturnCallIndirect;
}

/// False for what may leave the straight path from the entry, or take long.
bool is_straight(Rule rule) {
  switch (rule) {
    case Rule::Unreachable:
    case Rule::If:
    case Rule::Branch:
    case Rule::BranchIf:
    case Rule::BranchTable:
    case Rule::Return:
    case Rule::MemoryGrow:
      return false;
    default:
      return !is_call(rule) && bulk_shift(rule) == 0;
  }
}

/// What a host function calls is not known.
void add_call(const WalkedInstruction& call, std::uint32_t imported, CallGraph& calls) {
  const bool is_direct = call.row->rule == Rule::Call || call.row->rule == Rule::ReturnCall;
  if (is_direct && call.index >= imported) {
    calls.add_call(call.index - imported);
  } else {
    calls.add_unknown_call();
  }
}

/// What a pass over a body finds.
struct BodyShape {
  std::size_t blocks = 0;
  std::uint32_t locals = 0;  ///< Without parameters.
  std::uint32_t local_groups = 0;
  bool calls = false;
  bool loops = false;
  bool has_bulk = false;
  bool reaches_loop_first = false;
};

/// calls: gets those of the body.
BodyShape shape_of(const FunctionBody& body, std::uint32_t imported, CallGraph& calls) {
  BodyShape shape;
  bool is_straight_so_far = true;
  calls.add_function();
  InstructionWalk walk(body);
  shape.locals = walk.locals();
  shape.local_groups = walk.local_groups();
  while (walk.next()) {
    const Rule rule = walk.instruction().row->rule;
    if (rule == Rule::Simple || rule == Rule::LocalGet) continue;
    if (rule == Rule::Block || rule == Rule::Loop || rule == Rule::If) ++shape.blocks;
    if (rule == Rule::Loop) {
      shape.loops = true;
      shape.reaches_loop_first |= is_straight_so_far;
    }
    if (is_call(rule)) {
      shape.calls = true;
      add_call(walk.instruction(), imported, calls);
    }
    shape.has_bulk |= bulk_shift(rule) != 0;
    is_straight_so_far &= is_straight(rule);
  }
  return shape;
}

/// The most that a function without calls, loops and bulk operations executes.
std::int64_t most_units(const FunctionBody& body, const FunctionPlans& plans, PathCosts& costs) {
  costs.start();
  for (InstructionWalk walk(body); walk.next();) {
    if (costs.reachable()) costs.add(units_of(walk.instruction(), plans, std::nullopt));
    costs.follow(walk.instruction());
  }
  return costs.here().uncharged;
}

void require_size(const Module& module, const FunctionBody& body, const BodyShape& shape) {
  constexpr const char* advice =
      "Split the function, or compile it without inlining: engines compile large ones slowly.";
  if (body.bytes.size() > largest_body_bytes)
    refuse(module, body.offset,
           fmt::format("function {} takes {}; at most {} are accepted in a guest", body.function,
                       count_of(body.bytes.size(), "byte"), with_thousands(largest_body_bytes)),
           advice);
  if (shape.blocks > most_blocks)
    refuse(module, body.offset,
           fmt::format("function {} has {}; at most {} are accepted in a guest", body.function,
                       count_of(shape.blocks, "block"), with_thousands(most_blocks)),
           advice);
}

FunctionPlan plan_of(const Module& module, const FunctionBody& body, std::uint32_t type, const BodyShape& shape) {
  require_size(module, body, shape);
  FunctionPlan plan;
  plan.type = type;
  plan.locals = static_cast<std::uint32_t>(module.types[type].parameters.size()) + shape.locals;
  plan.is_metered = shape.calls || shape.loops || shape.has_bulk;
  plan.calls = shape.calls;
  plan.entry_check = shape.reaches_loop_first ? EntryCheck::InLoop : EntryCheck::AtEntry;
  if (plan.locals == limits::locals || shape.local_groups == limits::local_groups.maximum)
    refuse(module, body.offset, fmt::format("function {} leaves no room for another local", body.function),
           "Declare fewer locals.");
  return plan;
}

}  // namespace

FunctionPlans plan_functions(const Module& module) {
  FunctionPlans plans{imported_functions(module), {}};
  plans.defined.reserve(module.function_types.size());
  PathCosts costs;
  CallGraph calls;
  for (const FunctionBody& body : FunctionBodies(module)) {
    const BodyShape shape = shape_of(body, plans.imported, calls);
    FunctionPlan plan = plan_of(module, body, module.function_types[plans.defined.size()], shape);
    if (!plan.is_metered) {
      const std::int64_t units = most_units(body, plans, costs);
      plan.is_metered = units > most_unmetered_units;
      plan.unmetered_cost = plan.is_metered ? 0 : static_cast<std::uint32_t>(units);
    }
    plans.defined.push_back(plan);
  }
  const std::vector<bool> depth_counters = calls.depth_counters();
  for (std::size_t i = 0; i < plans.defined.size(); ++i) plans.defined[i].counts_depth = depth_counters[i];
  return plans;
}

}  // namespace wasmpair

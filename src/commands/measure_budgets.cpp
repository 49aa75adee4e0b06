#include "commands/measure_budgets.h"

#include <fmt/format.h>

#include <algorithm>

#include "encode/budget_name.h"
#include "encode/codings.h"
#include "encode/delta.h"
#include "util/counts.h"

namespace wasmpair {
namespace {

std::uint64_t size_in(const Asset& module, const std::optional<Coding>& coding) {
  const auto found = std::ranges::find_if(module.encodings, [&](const Encoding& e) { return e.coding == coding; });
  return found == module.encodings.end() ? module.content.size() : found->content.size();
}

/// The delta from a module that servers prefer; null if none was published.
const Delta* preferred_delta(const Asset& module, const ManifestDictionary& from) {
  for (const DeltaCodingInfo& row : delta_codings())
    for (const PublishedDelta& published : module.deltas)
      if (published.from.sha256 == from.sha256 && published.delta.coding == row.coding) return &published.delta;
  return nullptr;
}

BudgetUse use_by_visitors_with(const ManifestDictionary& earlier, const Asset& module, const Budget& budget) {
  if (const Delta* const delta = preferred_delta(module, earlier))
    return {budget, delta->content.size(), earlier.path, std::string(delta_info(delta->coding).token)};
  BudgetUse use{budget, module.content.size(), earlier.path, std::string(encoding_name(std::nullopt))};
  for (const Encoding& encoding : module.encodings) {
    if (encoding.content.size() >= *use.bytes) continue;
    use.bytes = encoding.content.size();
    use.downloaded = encoding_name(encoding.coding);
  }
  return use;
}

BudgetUse use_of(const Budget& budget, const Asset& module, const std::optional<ManifestDictionary>& earlier) {
  if (budget.subject == BudgetSubject::Encoding) return {budget, size_in(module, budget.coding)};
  return earlier ? use_by_visitors_with(*earlier, module, budget) : BudgetUse{budget, std::nullopt};
}

std::string advice_for(const BudgetUse& use) {
  const std::string_view name = budget_name(use.budget);
  const std::string where =
      use.budget.place.empty() ? fmt::format("--budget {}={}", name, *use.bytes) : use.budget.place;
  if (use.budget.subject == BudgetSubject::Encoding)
    return fmt::format("Make the program smaller, or raise the budget: {}.", where);
  if (!parse_delta_coding(use.downloaded))
    return fmt::format(
        "No delta from that module was published: it would save less than 30 %, the module could not be read, or "
        "--deltas excludes it. Change that, or raise the budget: {}.",
        where);
  return fmt::format("Change less of the program in one release, or raise the budget: {}.", where);
}

Finding exceeded(const std::string& path, const BudgetUse& use) {
  const std::string_view name = budget_name(use.budget);
  const std::string what = use.from.empty() ? fmt::format("in {}", name)
                                            : fmt::format("in {} for visitors with {}", use.downloaded, use.from);
  return {"over-budget",
          Consequence::OverBudget,
          std::string(name),
          fmt::format("{} is {} bytes {}, {} more than its budget of {}", path, with_thousands(*use.bytes), what,
                      with_thousands(*use.bytes - use.budget.bytes), with_thousands(use.budget.bytes)),
          "",
          advice_for(use)};
}

}  // namespace

std::vector<BudgetUse> measure_budgets(const Asset& module, const std::string& bundle,
                                       const std::vector<Budget>& budgets,
                                       const std::optional<ManifestDictionary>& earlier) {
  std::vector<BudgetUse> uses;
  for (const Budget& budget : budgets)
    if (budget.bundle.empty() || budget.bundle == bundle) uses.push_back(use_of(budget, module, earlier));
  return uses;
}

Findings over_budget(const std::string& path, const std::vector<BudgetUse>& uses) {
  Findings findings;
  for (const BudgetUse& use : uses)
    if (use.bytes && *use.bytes > use.budget.bytes) findings.push_back(exceeded(path, use));
  return findings;
}

std::optional<Warning> unchecked_budget(const std::string& module_file, const std::vector<BudgetUse>& uses) {
  if (std::ranges::none_of(uses, [](const BudgetUse& use) { return !use.bytes; })) return std::nullopt;
  return Warning{module_file, "no earlier module to compare with, so its budget for deltas was not checked",
                 "Name the earlier release with --previous. If this is the first one, nothing is wrong."};
}

}  // namespace wasmpair

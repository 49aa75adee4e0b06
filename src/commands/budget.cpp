#include "commands/budget.h"

#include <fmt/format.h>

#include <algorithm>

#include "encode/codings.h"
#include "util/counts.h"

namespace wasmpair {
namespace {

std::uint64_t size_in(const Asset& module, const std::optional<Coding>& coding) {
  const auto found = std::ranges::find_if(module.encodings, [&](const Encoding& e) { return e.coding == coding; });
  return found == module.encodings.end() ? module.content.size() : found->content.size();
}

Finding exceeded(const std::string& path, const BudgetUse& use) {
  const std::string_view encoding = encoding_name(use.budget.coding);
  const std::string where =
      use.budget.place.empty() ? fmt::format("--budget {}={}", encoding, use.bytes) : use.budget.place;
  return {"over-budget",
          Consequence::OverBudget,
          std::string(encoding),
          fmt::format("{} is {} bytes in {}, {} more than its budget of {}", path, with_thousands(use.bytes), encoding,
                      with_thousands(use.bytes - use.budget.bytes), with_thousands(use.budget.bytes)),
          "",
          fmt::format("Make the program smaller, or raise the budget: {}.", where)};
}

}  // namespace

std::vector<BudgetUse> measure_budgets(const Asset& module, const std::string& bundle,
                                       const std::vector<Budget>& budgets) {
  std::vector<BudgetUse> uses;
  for (const Budget& budget : budgets)
    if (budget.bundle.empty() || budget.bundle == bundle) uses.push_back({budget, size_in(module, budget.coding)});
  return uses;
}

Findings over_budget(const std::string& path, const std::vector<BudgetUse>& uses) {
  Findings findings;
  for (const BudgetUse& use : uses)
    if (use.bytes > use.budget.bytes) findings.push_back(exceeded(path, use));
  return findings;
}

}  // namespace wasmpair

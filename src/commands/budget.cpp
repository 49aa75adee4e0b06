#include "commands/budget.h"

#include <fmt/format.h>

#include <algorithm>

#include "encode/codings.h"
#include "util/text.h"

namespace wasmpair {
namespace {

std::uint64_t size_in(const Asset& module, const std::optional<Coding>& coding) {
  const auto found = std::ranges::find_if(module.encodings, [&](const Encoding& e) { return e.coding == coding; });
  return found == module.encodings.end() ? module.content.size() : found->content.size();
}

Finding exceeded(const std::string& path, std::string_view encoding, std::uint64_t size, std::uint64_t limit) {
  return {"over-budget",
          Consequence::OverBudget,
          std::string(encoding),
          fmt::format("{} is {} bytes in {}, {} more than its budget of {}", path, with_thousands(size), encoding,
                      with_thousands(size - limit), with_thousands(limit)),
          "",
          fmt::format("Make the program smaller, or raise the budget: --budget {}={}.", encoding, size)};
}

}  // namespace

Findings over_budget(const Asset& module, const std::vector<Budget>& budgets) {
  Findings findings;
  for (const Budget& budget : budgets) {
    const std::uint64_t size = size_in(module, budget.coding);
    const std::string_view encoding = budget.coding ? info(*budget.coding).token : "identity";
    if (size > budget.bytes) findings.push_back(exceeded(module.path, encoding, size, budget.bytes));
  }
  return findings;
}

}  // namespace wasmpair

#include "encode/budget_name.h"

#include "encode/codings.h"

namespace wasmpair {
namespace {

constexpr std::string_view delta = "delta";

}  // namespace

std::vector<std::string_view> budget_names() {
  std::vector<std::string_view> names{encoding_name(std::nullopt)};
  for (const CodingInfo& row : codings()) names.push_back(row.token);
  names.push_back(delta);
  return names;
}

std::string_view budget_name(const Budget& budget) {
  return budget.subject == BudgetSubject::Delta ? delta : encoding_name(budget.coding);
}

std::optional<Budget> parse_budget_name(std::string_view name) {
  if (name == delta) return Budget{std::nullopt, 0, "", "", BudgetSubject::Delta};
  const std::optional<Coding> coding = parse_coding(name);
  if (!coding && name != encoding_name(std::nullopt)) return std::nullopt;
  return Budget{coding, 0, "", ""};
}

}  // namespace wasmpair

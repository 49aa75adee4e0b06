// The names of what budgets limit, on the command line, in files and in reports.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "wasmpair/budget.h"

namespace wasmpair {

/// "identity", the token of each coding, and "delta".
std::vector<std::string_view> budget_names();

/// The name of what a budget limits.
std::string_view budget_name(const Budget& budget);

/// A budget of that name, without its limit; nothing if there is none.
std::optional<Budget> parse_budget_name(std::string_view name);

}  // namespace wasmpair

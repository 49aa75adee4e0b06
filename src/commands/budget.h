// Budgets: how large a module may be in an encoding.
#pragma once

#include "wasmpair/asset.h"
#include "wasmpair/budget.h"
#include "wasmpair/finding.h"

namespace wasmpair {

/// The budgets that apply to the bundle, with the size of its module. A coding that was skipped because it is not
/// smaller counts with the size of the decoded bytes, which a visitor would get.
std::vector<BudgetUse> measure_budgets(const Asset& module, const std::string& bundle,
                                       const std::vector<Budget>& budgets);

/// A finding for each exceeded budget. path: the module's file name in the release.
Findings over_budget(const std::string& path, const std::vector<BudgetUse>& uses);

}  // namespace wasmpair

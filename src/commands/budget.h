// Budgets: how large a module may be in an encoding.
#pragma once

#include "wasmpair/asset.h"
#include "wasmpair/budget.h"
#include "wasmpair/finding.h"

namespace wasmpair {

/// The budgets that are for the bundle, with what its module weighs. A coding that was skipped because it is not
/// smaller counts with the size of the decoded bytes, since those are what a visitor would get.
std::vector<BudgetUse> measure_budgets(const Asset& module, const std::string& bundle,
                                       const std::vector<Budget>& budgets);

/// A finding for each budget that is exceeded. path: the module's file name in the release.
Findings over_budget(const std::string& path, const std::vector<BudgetUse>& uses);

}  // namespace wasmpair

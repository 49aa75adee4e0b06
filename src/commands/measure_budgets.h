// Budgets: how much a visitor may download of a module.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "wasmpair/asset.h"
#include "wasmpair/budget.h"
#include "wasmpair/finding.h"
#include "wasmpair/manifest.h"
#include "wasmpair/warning.h"

namespace wasmpair {

/// The budgets that apply to the bundle, with the size of its module. A coding that was skipped because it is not
/// smaller counts with the size of the decoded bytes, which a visitor would get. earlier: the bundle's module in the
/// newest earlier release in which it differs, whether it could be read or not.
std::vector<BudgetUse> measure_budgets(const Asset& module, const std::string& bundle,
                                       const std::vector<Budget>& budgets,
                                       const std::optional<ManifestDictionary>& earlier);

/// A finding for each exceeded budget. path: the module's file name in the release.
Findings over_budget(const std::string& path, const std::vector<BudgetUse>& uses);

/// Says that there was nothing to compare with. module_file: the module as linked.
std::optional<Warning> unchecked_budget(const std::string& module_file, const std::vector<BudgetUse>& uses);

}  // namespace wasmpair

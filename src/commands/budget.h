// Budgets: how large a module may be in an encoding.
#pragma once

#include "wasmpair/asset.h"
#include "wasmpair/pack.h"

namespace wasmpair {

/// A finding for each budget that the module exceeds. A coding that was skipped because it is not smaller counts with
/// the size of the decoded bytes, since those are what a visitor would get.
Findings over_budget(const Asset& module, const std::vector<Budget>& budgets);

}  // namespace wasmpair

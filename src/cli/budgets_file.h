// Budgets out of a file, which a repository keeps under review.
#pragma once

#include <string>
#include <vector>

#include "wasmpair/pack.h"

namespace wasmpair {

/// {"app": {"br": "800KB", "identity": 4000000}, "*": {"gzip": "1MB"}}: for a bundle, or for each by "*", an encoding
/// and the most bytes, as parse_size reads them or as a number. bundles: the names of those that are packed. Throws
/// Error that names the place in the file, also for a bundle that is not among them: a budget must not be lost by a
/// misspelling.
std::vector<Budget> read_budgets(const std::string& file, const std::vector<std::string>& bundles);

}  // namespace wasmpair

// Budgets from a file, which a repository can keep under review.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wasmpair/pack.h"

namespace wasmpair {

/// {"app": {"br": "800KB", "identity": 4000000}, "*": {"gzip": "1MB"}}: for a bundle, or for every bundle ("*"), an
/// encoding and its maximum size, as text for parse_size or as a number of bytes. name: of the file, for messages.
/// bundles: the names of those to pack. Throws Error that names the place in the file, also for a bundle that is not in
/// bundles: a misspelling must not disable a budget.
std::vector<Budget> parse_budgets(std::string_view text, const std::string& name,
                                  const std::vector<std::string>& bundles);

/// The same for the content of a file.
std::vector<Budget> read_budgets(const std::string& file, const std::vector<std::string>& bundles);

}  // namespace wasmpair

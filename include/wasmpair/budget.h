// Budgets: the maximum size of a module in an encoding.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "wasmpair/asset.h"

namespace wasmpair {

/// The maximum size of a module in one encoding.
struct Budget {
  std::optional<Coding> coding;  ///< Empty: the decoded bytes ("identity").
  std::uint64_t bytes = 0;
  std::string bundle;  ///< The bundle that it limits; "": every bundle.
  std::string place;   ///< Where it was read, for messages: "budgets.json:/app/br"; "" if not from a file.
};

/// A budget, and the size of a module in its encoding.
struct BudgetUse {
  Budget budget;
  std::uint64_t bytes = 0;
};

}  // namespace wasmpair

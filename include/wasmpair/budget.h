// Budgets: how large a module may be in an encoding.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "wasmpair/asset.h"

namespace wasmpair {

/// The most that a module may weigh in one encoding.
struct Budget {
  std::optional<Coding> coding;  ///< Nothing: the decoded bytes ("identity").
  std::uint64_t bytes = 0;
  std::string bundle;  ///< The bundle that it is for; "": each.
  std::string place;   ///< Where it stands in a file, for messages: "budgets.json:/app/br"; "" on the command line.
};

/// A budget of a module, and what the module weighs in its encoding.
struct BudgetUse {
  Budget budget;
  std::uint64_t bytes = 0;
};

}  // namespace wasmpair

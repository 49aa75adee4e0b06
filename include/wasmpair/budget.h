// Budgets: the maximum number of bytes that a visitor downloads of a module.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "wasmpair/asset.h"

namespace wasmpair {

enum class BudgetSubject {
  Encoding,  ///< The module in one encoding.
  Delta,     ///< What a visitor downloads who has the module of the newest earlier release in which it differs.
};

struct Budget {
  std::optional<Coding> coding;  ///< Of an encoding; empty: the decoded bytes ("identity").
  std::uint64_t bytes = 0;
  std::string bundle;  ///< The bundle that it limits; "": every bundle.
  std::string place;   ///< Where it was read, for messages: "budgets.json:/app/br"; "" if not from a file.
  BudgetSubject subject = BudgetSubject::Encoding;
};

/// A budget, and what it limits.
struct BudgetUse {
  Budget budget;
  /// The size in the encoding. For visitors with an earlier module: of the delta, or of the smallest encoding if no
  /// delta from it was published; nothing if there is no earlier release to compare with.
  std::optional<std::uint64_t> bytes;
  std::string from{};        ///< The path of the earlier module; else "".
  std::string downloaded{};  ///< What a visitor with that one downloads: "dcz", or "br"; else "".
};

}  // namespace wasmpair

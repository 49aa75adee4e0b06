// Which files of a directory only old releases need.
#pragma once

#include <chrono>
#include <cstddef>
#include <ctime>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/release_chain.h"

namespace wasmpair {

/// A release to drop.
struct DroppedRelease {
  std::vector<std::string> files;  ///< With hashed names, sorted: those that no kept or younger dropped release lists.
  std::string manifest;            ///< Deleted after them.
};

struct PrunePlan {
  std::size_t kept = 0;                 ///< How many of the earlier releases stay: the first ones of the chain.
  std::size_t too_young = 0;            ///< How many of these stay because of their age alone.
  std::vector<DroppedRelease> dropped;  ///< The oldest first.
  std::set<std::string> known;          ///< Every name that a release of the chain has.
};

/// Keeps the first `keep` releases of the chain, and those that were in use until less than min_age ago, by this
/// machine's clock: a release is in use until its successor is published. A time in the future keeps it.
PrunePlan plan_pruning(const ReleaseChain& chain, std::size_t keep, std::chrono::seconds min_age, std::time_t now);

}  // namespace wasmpair

// What comes before anything is deleted: which files only old releases need, and whether they may be deleted.
#pragma once

#include <string>
#include <vector>

#include "ledger/prune_plan.h"
#include "ledger/release_chain.h"
#include "publish/publishing_lock.h"
#include "wasmpair/prune.h"

namespace wasmpair {

/// What would be deleted of one release.
struct Deletion {
  std::vector<PrunedFile> files;  ///< Of the release, then its manifest; only those that are there.
};

struct CheckedPruning {
  LockedDirectory directory;
  ReleaseChain chain;
  PrunePlan plan;
  std::vector<Deletion> deletions;  ///< For each dropped release of the plan.
};

/// Throws Error as prune() does.
CheckedPruning check_pruning(const std::string& directory, const Retention& retention, Progress* progress);

}  // namespace wasmpair

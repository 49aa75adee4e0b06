// Scripts that delete from a bucket what `wasmpair prune` deletes from a directory.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "ledger/prune_plan.h"

namespace wasmpair {

/// What a script deletes.
struct BucketPruning {
  std::string prefix;                       ///< Of the release's directory on the server: as of ConfiguredSite.
  std::string last;                         ///< The name of the last release's manifest in the ledger.
  std::size_t kept = 0;                     ///< How many releases before it stay.
  std::span<const DroppedRelease> dropped;  ///< The oldest first.
};

/// The script deletes nothing unless the bucket's wasmpair.json is that of the last release.
std::string s3_prune_script(const BucketPruning& pruning);

/// The same. Throws Error for names that gcloud takes for patterns.
std::string gcs_prune_script(const BucketPruning& pruning);

}  // namespace wasmpair

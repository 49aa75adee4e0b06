// The releases before this one, by the ledger.
#pragma once

#include <cstddef>
#include <vector>

#include "ledger/release_source.h"
#include "wasmpair/bytes.h"
#include "wasmpair/digest.h"
#include "wasmpair/manifest.h"

namespace wasmpair {

struct PreviousRelease {
  Manifest manifest;
  Bytes json;  ///< As it was published.
  Sha256 digest;
};

/// The release that the source has, and those before it that its manifest names, newest first: at most count. They end
/// where the source has no manifest: it was pruned. Throws Error if one cannot be read, is malformed or has another
/// digest than the ledger says.
std::vector<PreviousRelease> read_previous_releases(ReleaseSource& source, std::size_t count);

/// Without those of the same files as the next one: publishing a release again does not change it, and one that was
/// rolled back to is not before itself.
std::vector<PreviousRelease> without_same(std::vector<PreviousRelease> releases, const Manifest& next);

/// How a manifest refers to it.
ManifestPrevious reference_to(const PreviousRelease& release);

}  // namespace wasmpair

// The earlier releases of a run, and the deltas that are made from their modules.
#pragma once

#include <string>
#include <vector>

#include "commands/assets.h"
#include "commands/candidate.h"
#include "encode/delta.h"
#include "ledger/previous_modules.h"
#include "ledger/previous_releases.h"
#include "publish/commit.h"
#include "wasmpair/manifest.h"
#include "wasmpair/pack.h"
#include "wasmpair/warning.h"

namespace wasmpair {

struct Previous {
  std::vector<PreviousRelease> releases;             ///< Newest first.
  std::vector<std::vector<PreviousModule>> modules;  ///< Of each bundle, in the order of the manifest.
};

/// Reads them, without those that have the files of `next`. Nothing if the request names none, or if they cannot be
/// read and need not be: then with a warning. progress may be null. Throws Error if they must be read and cannot.
Previous read_previous(const PreviousRequest& request, const Manifest& next, std::vector<Warning>& warnings,
                       Progress* progress);

/// Lets browsers keep the modules of this release as dictionaries for those of the next one.
void offer_dictionaries(ReleaseAssets& assets, const std::vector<Pair>& pairs);

/// The dictionaries of a bundle's module.
std::vector<Dictionary> dictionaries_of(const std::vector<PreviousModule>& modules);

/// Those that save a visitor enough to be worth publishing, with their names.
std::vector<PublishedDelta> publishable(const Asset& module, std::vector<Delta> deltas,
                                        const std::vector<PreviousModule>& from);

/// How the manifest names them.
std::vector<ManifestPrevious> references_to(const Previous& previous);

}  // namespace wasmpair

// The modules of earlier releases that deltas are made from.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "ledger/fetched_modules.h"
#include "ledger/previous_releases.h"
#include "ledger/release_source.h"
#include "wasmpair/bytes.h"
#include "wasmpair/digest.h"
#include "wasmpair/manifest.h"
#include "wasmpair/warning.h"

namespace wasmpair {

/// A module that visitors may still have.
struct PreviousModule {
  ManifestDictionary file;
  Bytes content;
  Sha256 digest;
};

/// The modules of one bundle, newest first: at most count, all different, none equal to `current`. One that is missing,
/// damaged, larger than browsers keep, or whose digest no server could look up is left out, with a warning. fetched:
/// looked into before the source, and gets what the source had.
std::vector<PreviousModule> read_previous_modules(const ReleaseSource& source,
                                                  std::span<const PreviousRelease> releases, const std::string& bundle,
                                                  const Sha256& current, std::size_t count,
                                                  const FetchedModules& fetched, std::vector<Warning>& warnings);

}  // namespace wasmpair

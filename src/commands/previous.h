// The earlier releases of a run.
#pragma once

#include <optional>
#include <vector>

#include "encode/cache.h"
#include "ledger/previous_modules.h"
#include "ledger/previous_releases.h"
#include "wasmpair/manifest.h"
#include "wasmpair/pack.h"
#include "wasmpair/progress.h"
#include "wasmpair/warning.h"

namespace wasmpair {

struct Previous {
  std::vector<PreviousRelease> releases;             ///< Newest first.
  std::vector<std::vector<PreviousModule>> modules;  ///< Of each bundle, in the order of the manifest.
};

/// Reads them, without those that have the files of `next`. Nothing if the request names none, or if they cannot be
/// read and need not be: then with a warning. Modules that are fetched are kept in the cache, from which the next run
/// takes them. cache and progress may be null. Throws Error if they must be read and cannot.
Previous read_previous(const PreviousRequest& request, const Manifest& next, const Cache* cache,
                       std::vector<Warning>& warnings, Progress* progress);

/// The module of the newest earlier release in which the bundle's module is another one; nothing if there is none.
std::optional<ManifestDictionary> newest_other_module(const Previous& previous, const ManifestBundle& bundle);

/// How the manifest names them.
std::vector<ManifestPrevious> references_to(const Previous& previous);

}  // namespace wasmpair

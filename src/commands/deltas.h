// The deltas of a module, from earlier ones.
#pragma once

#include <vector>

#include "encode/delta.h"
#include "ledger/previous_modules.h"
#include "wasmpair/asset.h"

namespace wasmpair {

/// The dictionaries of a bundle's module.
std::vector<Dictionary> dictionaries_of(const std::vector<PreviousModule>& modules);

/// Those that save a visitor enough to be worth publishing, with their names. module: with its encodings.
std::vector<PublishedDelta> publishable(const Asset& module, std::vector<Delta> deltas,
                                        const std::vector<PreviousModule>& from);

}  // namespace wasmpair

// The pair digest.
#pragma once

#include "wasmpair/pair.h"

namespace wasmpair {

/// The pair digest of a final module and shim, given by their digests.
PairDigest digest_pair(const Sha256& module, const Sha256& shim);

}  // namespace wasmpair

// The pair: a module and the shim that runs it, hashed together.
#pragma once

#include "wasmpair/digest.h"

namespace wasmpair {

/// Digests of the final contents. The pair digest is SHA-256 over
///   "wasmpair pair 1\0" sha256(module) sha256(shim)
/// A change to either part therefore changes the names of both.
struct PairDigest {
  Sha256 pair;
  Sha256 module;  ///< Of the module as published.
  Sha256 shim;    ///< Of the shim as published.
};

/// The pair digest of two final contents, given by their own digests.
PairDigest digest_pair(const Sha256& module, const Sha256& shim);

}  // namespace wasmpair

// The pair: a module and the shim that runs it, hashed together.
#pragma once

#include "wasmpair/digest.h"

namespace wasmpair {

/// SHA-256 over the final contents of both parts:
///   "wasmpair pair 1\0" sha256(module) sha256(shim)
/// A change in either part changes the names of both.
struct PairDigest {
  Sha256 pair;
  Sha256 module;  ///< Of the module as published.
  Sha256 shim;    ///< Of the shim as published.
};

}  // namespace wasmpair

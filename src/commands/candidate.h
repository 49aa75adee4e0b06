// A module on its way through pack: read, proven, slimmed, hashed.
#pragma once

#include <string>

#include "wasmpair/module.h"
#include "wasmpair/pack.h"

namespace wasmpair {

/// A module and its shim, which were proven to fit if findings is empty. Not copied: module views source.
struct Candidate {
  PackModule request;
  Bytes source;  ///< The file as linked.
  Sha256 source_digest;
  Module module;
  Toolchain toolchain;
  Findings findings;
};

/// A candidate whose bytes are final.
struct Pair {
  const Candidate* candidate;
  SlimResult slimmed;  ///< Its content is what is published.
  PairDigest digest;
  std::string integrity;  ///< Of the module as published.
};

/// Reads a module, locates its shim and proves that they fit.
Candidate prepare(const PackModule& module, const PackRequest& request, Progress* progress);

/// Slims the module and hashes the pair. From here on bytes and names are fixed.
Pair make_pair_of(const Candidate& candidate, const PackRequest& request);

}  // namespace wasmpair

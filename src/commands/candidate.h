// A module on its way through pack: read, proven, slimmed, hashed.
#pragma once

#include <future>

#include "encode/cache.h"
#include "util/checkpointed_digest.h"
#include "util/input_file.h"
#include "wasm/proposals.h"
#include "wasmpair/module.h"
#include "wasmpair/pack.h"

namespace wasmpair {

/// A module and its shim, which were proven to fit if findings is empty. Not copyable: module views source.
struct Candidate {
  PackModule request;
  InputFile source;  ///< The file as linked.
  /// Of source; computed in the background.
  std::shared_future<CheckpointedSha256> source_digest;
  Module module;                             ///< Its proposals are those of its sections until finish_validation.
  std::future<ProposalUses> body_proposals;  ///< Its bodies are validated in the background. Last to refer to source.
  Toolchain toolchain;                       ///< With the content of the shim as published.
  Shim shim;                                 ///< As read.
  Findings findings;
};

/// A candidate whose bytes are final.
struct Pair {
  const Candidate* candidate;
  SlimResult slimmed;  ///< Its content is published.
  PairDigest digest;
};

/// Reads a module, locates its shim and proves that they fit. cache: may be null; must outlive the candidate.
Candidate prepare(const PackModule& module, const PackRequest& request, const Cache* cache, Progress* progress);

/// Waits until the module's bodies are validated, and adds their proposals to it. Throws Error if one is invalid. Does
/// nothing the second time.
void finish_validation(Candidate& candidate);

/// Slims the module and hashes the pair. Bytes and names are fixed from here on.
Pair make_pair(const Candidate& candidate, const PackRequest& request);

}  // namespace wasmpair

// The verdict on a module's bodies, cached between runs.
#pragma once

#include <future>

#include "encode/cache.h"
#include "wasm/proposals.h"
#include "wasm/validate_bodies.h"

namespace wasmpair {

/// Like validate_bodies, but what a run of this user has validated completely, without a proposal that wasmpair does
/// not validate, is not validated again and has no uses. Only a sealed entry is believed. module: the digest of the
/// file that the bodies are of; got only if the cache seals. cache: may be null.
ProposalUses known_validation(const UnvalidatedBodies& bodies, const std::shared_future<Sha256>& module,
                              const Cache* cache, unsigned threads);

}  // namespace wasmpair

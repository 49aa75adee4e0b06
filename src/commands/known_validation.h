// The verdict on a module's bodies, cached between runs.
#pragma once

#include <functional>

#include "encode/cache.h"
#include "wasm/proposals.h"
#include "wasm/validate_bodies.h"

namespace wasmpair {

/// Like validate_bodies, but what a run of this user has validated completely, without a proposal that wasmpair does
/// not validate, is not validated again and has no uses. Only a sealed entry is believed. digest: of the file
/// that the bodies are of; called only if the cache seals. cache: may be null.
ProposalUses known_validation(const UnvalidatedBodies& bodies, const std::function<Sha256()>& digest,
                              const Cache* cache, unsigned threads);

}  // namespace wasmpair

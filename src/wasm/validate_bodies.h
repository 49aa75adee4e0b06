// Validates the bodies of functions in parallel.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "wasm/draft.h"

namespace wasmpair {

/// The bodies of a module's functions, with all that their validation needs. They point into the module's bytes.
struct UnvalidatedBodies {
  std::shared_ptr<const std::string> file;  ///< The name in messages, which the chunks' readers view.
  IndexSpaces spaces;
  std::vector<BodyChunk> chunks;
};

/// The number of threads for a module that nothing else waits for.
unsigned validation_threads();

/// The proposals that the bodies use. Throws Error for the malformed or invalid body with the lowest offset. Neither
/// depends on the number of threads.
ProposalUses validate_bodies(const UnvalidatedBodies& bodies, unsigned threads);

}  // namespace wasmpair

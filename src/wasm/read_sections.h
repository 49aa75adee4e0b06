// Reads a module in two steps, the second of which may run beside other work.
#pragma once

#include <string>

#include "wasm/proposals.h"
#include "wasm/validate_bodies.h"
#include "wasmpair/module.h"

namespace wasmpair {

/// A module whose function bodies are not validated yet. Both parts point into the bytes that were read.
struct ModuleSections {
  Module module;  ///< Its proposals are those of the sections.
  UnvalidatedBodies bodies;
};

/// read_module is read_sections, then validate_bodies, then add_proposals. Throws Error like read_module.
ModuleSections read_sections(ByteView bytes, std::string file);

/// Adds the proposals of the bodies.
void add_proposals(Module& module, ProposalUses uses);

}  // namespace wasmpair

// Proves that a rewritten guest is the guest.
#pragma once

#include "wasmpair/bytes.h"
#include "wasmpair/module.h"
#include "wasmpair/rewrite_guest.h"

namespace wasmpair {

/// Reads and validates the rewritten module, and compares it with the original: its imports and exports are those of
/// the original, in their order, and only such as rewrite_guest adds follow; functions have their types; the memory has
/// its minimum, and a maximum; the bytes of the data section and of the table section are the same; each function calls
/// what it called, in the same order, but for what was inserted. Throws Error, an internal one, if any of that is not
/// so.
void prove_rewriting(const Module& original, ByteView rewritten, Metering metering = Metering::Metered);

}  // namespace wasmpair

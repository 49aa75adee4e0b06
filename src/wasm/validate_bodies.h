// Validates the bodies of functions in parallel.
#pragma once

#include "util/byte_reader.h"
#include "wasm/draft.h"

namespace wasmpair {

/// Reads the bodies of all functions that the draft defines, and adds the proposals that they use. Throws Error for the
/// malformed or invalid body with the lowest offset, and for bytes after the last one. If the draft uses a proposal
/// that wasmpair does not validate, only the sizes are read.
///
/// reader: the code section after its count. The result does not depend on the number of threads.
void validate_bodies(ByteReader reader, ModuleDraft& draft);

}  // namespace wasmpair

// Reads what a shim provides and uses out of its source. Nothing is run.
#pragma once

#include <string>

#include "wasmpair/shim.h"

namespace wasmpair {

/// Reads the source of a wasm_exec.js, minified or not. file is its name for messages.
/// Throws Error if the source cannot be read as JavaScript far enough to find an importObject; its place is
/// "FILE:LINE:COLUMN". Time and memory are linear in the size of the source.
Shim read_shim(ByteView source, std::string file);

}  // namespace wasmpair

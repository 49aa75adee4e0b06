// Reads from a shim's source what it provides and uses, without running it.
#pragma once

#include <string>

#include "wasmpair/shim.h"

namespace wasmpair {

/// Reads the source of a wasm_exec.js, minified or not. file is its name for messages.
/// Throws Error, with the place "FILE:LINE:COLUMN", if the source cannot be tokenized or has no importObject. Time and
/// memory are linear in the size of the source.
Shim read_shim(ByteView source, std::string file);

}  // namespace wasmpair

// Reads a WebAssembly module with a bounded reader.
#pragma once

#include <string>

#include "wasmpair/module.h"

namespace wasmpair {

/// Reads all members of Module. Views in the result point into bytes.
///
/// Bytes that do not start with the magic number and version 1 give an otherwise empty Module of kind NotWasm.
/// Throws Error for malformed bytes after that; its place is "FILE:OFFSET" and its problem names the field. Tables,
/// globals, elements and the instructions of functions are skipped: this is not a validator.
///
/// Time is linear in the file's size. Memory in addition to the file is below 128 MB for any input: counts are checked
/// against the limits (limits.h) and the remaining bytes before anything is reserved. For output of Go's linker it is
/// below 0.1 MB.
Module parse_module(ByteView bytes, std::string file);

}  // namespace wasmpair

// Reads a WebAssembly module with a bounded reader.
#pragma once

#include <string>

#include "wasmpair/module.h"

namespace wasmpair {

/// Reads everything that Module holds. Views in the result point into bytes.
///
/// Bytes that do not start with the magic number and version 1 give a Module of kind NotWasm and nothing else.
/// Throws Error for malformed bytes behind that; its place is "FILE:OFFSET" and its problem names the field that was
/// read. Tables, globals, elements and the instructions of functions are stepped over: this is no validator.
///
/// Time is linear in the file's size. Memory beside the file is below 128 MB, whatever the file says: counts are
/// checked against the limits (limits.h) and against the bytes that are left before anything is reserved. For what Go's
/// linker writes it is below a tenth of a megabyte.
Module parse_module(ByteView bytes, std::string file);

}  // namespace wasmpair

// Reads a WebAssembly module with a bounded reader.
#pragma once

#include <string>

#include "wasmpair/module.h"

namespace wasmpair {

/// Reads everything that Module holds. Views in the result point into bytes.
///
/// Bytes that do not start with the magic number and version 1 give a Module of kind NotWasm and nothing else.
/// Throws Error for malformed bytes behind that; its place is "FILE:OFFSET" and its problem names the field that was
/// read.
///
/// Time is linear in the file's size. Memory is bounded by the file's size plus a constant: counts are checked against
/// the bytes that are left, and against the limits that browsers set (WebAssembly JavaScript Interface,
/// "Implementation-defined Limits"), before anything is reserved.
Module parse_module(ByteView bytes, std::string file);

}  // namespace wasmpair

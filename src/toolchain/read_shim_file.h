// Reads a wasm_exec.js as a release of Go has it.
#pragma once

#include <string>

#include "wasmpair/shim.h"

namespace wasmpair {

/// The shim in a file. If the file is that of a release but for its line ends, a byte order mark or the end of its last
/// line, as editors and version control change them, the content is the release's, proven by its digest, and
/// ShimFile::restored says what differs. Throws Error if it cannot be read.
ShimFile read_shim_file(const std::string& path);

}  // namespace wasmpair

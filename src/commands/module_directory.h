// Where the go command is asked about a module.
#pragma once

#include <string>

#include "wasmpair/toolchain.h"

namespace wasmpair {

/// The request with module_dir set: as given, else the directory of the module's file.
ToolchainRequest asked_beside_module(ToolchainRequest request, const std::string& module_file);

}  // namespace wasmpair

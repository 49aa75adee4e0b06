// The directory in which the go command runs for a module.
#pragma once

#include <string>

#include "wasmpair/toolchain.h"

namespace wasmpair {

/// The request with module_dir set: as given, else the directory of the module's file.
ToolchainRequest with_module_directory(ToolchainRequest request, const std::string& module_file);

}  // namespace wasmpair

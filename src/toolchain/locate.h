// Locates the shim that belongs to a module.
#pragma once

#include <optional>
#include <string>

#include "wasmpair/go_version.h"
#include "wasmpair/progress.h"
#include "wasmpair/toolchain.h"

namespace wasmpair {

/// The facts about a module that a search needs.
struct ModuleOrigin {
  std::string file;                     ///< For messages.
  std::optional<GoVersion> go_version;  ///< The version recorded in the module.
};

/// Uses the first source that the request sets: the named shim, the named GOROOT, or the go command.
///
/// The go command runs in request.module_dir. If its version did not build the module, it is asked for the exact
/// toolchain (GOTOOLCHAIN), which may download it. If that has no shim either, the first GOROOT is accepted if its shim
/// is known to belong to the module's minor version. Reports to progress, if not null, while requesting a toolchain.
///
/// Throws Error if no shim is found. The message lists the places searched, why each was rejected, and what to do.
Toolchain locate(const ToolchainRequest& request, const ModuleOrigin& module, Progress* progress);

}  // namespace wasmpair

// Locates the shim that belongs to a module.
#pragma once

#include <optional>
#include <string>

#include "wasmpair/go_version.h"
#include "wasmpair/progress.h"
#include "wasmpair/toolchain.h"

namespace wasmpair {

/// What a search needs to know of the module.
struct ModuleOrigin {
  std::string file;                     ///< For messages.
  std::optional<GoVersion> go_version;  ///< What the module says that built it.
};

/// Takes the first way that the request sets: the named shim, the named GOROOT, or the go command.
///
/// The go command is asked in request.module_dir. If another Go built the module, exactly that toolchain is asked for
/// (GOTOOLCHAIN), which may download it; if that has no shim either, the first GOROOT serves all the same when its shim
/// is known to be that of the module's minor version. progress, if not null, is told while a toolchain is asked for.
///
/// Throws Error if no way leads to a shim. It says which places were looked at, why each did not serve, and what would
/// help.
Toolchain locate(const ToolchainRequest& request, const ModuleOrigin& module, Progress* progress);

}  // namespace wasmpair

// Where a shim comes from: a Go toolchain, or a file that the caller names.
#pragma once

#include <optional>
#include <string>

#include "wasmpair/go_version.h"
#include "wasmpair/shim.h"

namespace wasmpair {

/// A located shim and, if it came from a GOROOT, that toolchain.
struct Toolchain {
  std::string goroot;                ///< Empty if the shim was named by the caller.
  std::string version_file;          ///< GOROOT/VERSION, from the unresolved path; empty without a goroot.
  std::optional<GoVersion> version;  ///< What VERSION says; empty without a goroot.
  ShimFile shim;
};

/// Where to look for the shim. The first that is set of shim_file, goroot and go decides.
struct ToolchainRequest {
  std::string shim_file;   ///< --shim
  std::string goroot;      ///< --goroot
  std::string go = "go";   ///< --go: the go command to run; a name is looked up in PATH.
  std::string module_dir;  ///< --module-dir: where the go command runs; "": the directory of the module.
};

}  // namespace wasmpair

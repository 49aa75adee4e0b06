// Where a shim came from: a Go toolchain, or a file that the caller named.
#pragma once

#include <optional>
#include <string>

#include "wasmpair/go_version.h"
#include "wasmpair/shim.h"

namespace wasmpair {

/// A located shim and, where it came out of a GOROOT, that toolchain.
struct Toolchain {
  std::string goroot;                ///< Empty if the shim was named by the caller.
  std::string version_file;          ///< GOROOT/VERSION, from the unresolved path; empty without a goroot.
  std::optional<GoVersion> version;  ///< What VERSION says; nothing without a goroot.
  ShimFile shim;
};

/// Where to look for the shim. Exactly one way is taken, the first that is set: shim_file, goroot, go.
struct ToolchainRequest {
  std::string shim_file;   ///< --shim
  std::string goroot;      ///< --goroot
  std::string go = "go";   ///< --go: the go command to ask; a name is looked up in PATH.
  std::string module_dir;  ///< --module-dir: the directory in which the go command is asked.
};

}  // namespace wasmpair

// Asks the `go` command for its GOROOT.
#pragma once

#include <string>

namespace wasmpair {

/// What `go env GOROOT` answered.
struct GoAnswer {
  std::string goroot;   ///< Empty if it failed.
  std::string problem;  ///< Why it failed, one line; empty if it did not.
};

/// Runs `go env GOROOT` in directory, since a go.mod there may choose the toolchain, with the environment of this
/// process. go: a path, or a name that is looked up in PATH. exact_version: "go1.24.4" to ask for that toolchain by
/// GOTOOLCHAIN, which may download it, or "" for the one that the directory's build uses. Never throws for a go command
/// that is absent or fails: that is an answer too.
GoAnswer ask_go_for_goroot(const std::string& go, const std::string& directory, const std::string& exact_version);

}  // namespace wasmpair

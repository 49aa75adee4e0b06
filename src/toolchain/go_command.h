// Asks the `go` command for its GOROOT.
#pragma once

#include <string>

namespace wasmpair {

/// What `go env GOROOT` answered.
struct GoAnswer {
  std::string goroot;   ///< Empty if it failed.
  std::string problem;  ///< Why it failed, one line; empty if it did not.
};

/// The path of the go command, or "" if there is none. go: a path, or a name that is looked up in PATH.
std::string find_go(const std::string& go);

/// Runs `go env GOROOT` in directory, since a go.mod there may choose the toolchain, with the environment of this
/// process. program: the path of the go command. exact_version: "go1.24.4" to ask for that toolchain by GOTOOLCHAIN,
/// which may download it, or "" for the one that the directory's build uses. Never throws for a go command that fails:
/// that is an answer too.
GoAnswer ask_go_for_goroot(const std::string& program, const std::string& directory, const std::string& exact_version);

}  // namespace wasmpair

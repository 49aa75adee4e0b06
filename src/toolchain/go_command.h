// Queries the `go` command for its GOROOT.
#pragma once

#include <string>

#include "util/platform/run_command.h"

namespace wasmpair {

/// The result of `go env GOROOT`.
struct GorootQuery {
  std::string goroot;   ///< Empty if the command failed.
  std::string problem;  ///< Why it failed, in one line; empty if it succeeded.
};

/// What `go env GOROOT` means that ended so.
GorootQuery goroot_in(const CommandResult& result);

/// The path of the go command, or "" if there is none. go: a path, or a name to look up in PATH.
std::string find_go(const std::string& go);

/// Runs `go env GOROOT` with this process's environment in directory, where a go.mod may select the toolchain. program:
/// the path of the go command. exact_version: "go1.24.4" to request that toolchain through GOTOOLCHAIN, which may
/// download it, or "" for the toolchain that builds use in directory. Does not throw if the go command fails: the
/// result holds the reason.
GorootQuery query_goroot(const std::string& program, const std::string& directory, const std::string& exact_version);

}  // namespace wasmpair

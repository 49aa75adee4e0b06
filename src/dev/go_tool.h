// The go command, as `wasmpair dev` runs it.
#pragma once

#include <string>
#include <vector>

#include "util/platform/command.h"

namespace wasmpair {

/// What the go command works on, in the current directory.
struct GoTool {
  std::string program;              ///< The path of the go command.
  std::string package;              ///< As given.
  std::vector<std::string> flags;   ///< Of `go build`.
  std::vector<std::string> target;  ///< "GOOS=js", "GOARCH=wasm"; empty: this machine.
  std::string temporary_directory;  ///< For the go command's own files; "": the system's.
};

/// `go list -deps -e -json PACKAGE`
ChildCommand list_command(const GoTool& go);

/// `go build -o MODULE PACKAGE`
ChildCommand build_command(const GoTool& go, const std::string& module_file);

/// `go env GOVERSION GOWORK`: two lines.
ChildCommand environment_command(const GoTool& go);

/// A command of the shell, since that is what people type: with variables, pipes and quotes. The go command, if it runs
/// that, keeps its own files in temporary_directory.
ChildCommand shell_command(const std::string& line, const std::string& temporary_directory);

/// What a command has written, and how it ended.
struct CommandOutput {
  std::string output;
  std::string errors;
  bool succeeded = false;
};

/// Runs a command to its end. Throws Error if it cannot be started.
CommandOutput run(const ChildCommand& command);

}  // namespace wasmpair

// A command to start.
#pragma once

#include <string>
#include <vector>

namespace wasmpair {

/// How a command is asked to end.
enum class StopRequest {
  Terminate,  ///< SIGTERM.
  Interrupt,  ///< SIGINT, as a terminal sends it.
};            // On Windows, both are Ctrl-Break: Ctrl-C cannot be sent to one process group.

struct ChildCommand {
  std::vector<std::string> words;                     ///< The program's path, then its arguments.
  std::string directory;                              ///< "": the current one.
  std::vector<std::string> environment;               ///< "NAME=value": instead of ours, or in addition.
  StopRequest stop_request = StopRequest::Terminate;  ///< What ignores it is killed.
  std::string shell_line;  ///< Instead of words, if not empty: a line for the system's shell, /bin/sh or cmd.exe.
};

}  // namespace wasmpair

// A process between us and a command that we started. It ends the command's process group when we ask it to, and also
// when we are gone, even by SIGKILL: then the kernel closes our end of a pipe that the guardian reads.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "util/platform/descriptor.h"

namespace wasmpair {

struct ChildCommand {
  std::vector<std::string> words;        ///< The program's path, then its arguments.
  std::string directory;                 ///< "": the current one.
  std::vector<std::string> environment;  ///< "NAME=value": instead of ours, or in addition.
  int stop_signal;                       ///< Asks the command to end; what ignores it is killed.
};

/// A guardian and the ends of its pipes.
struct Guardian {
  pid_t process = -1;
  Descriptor leash;   ///< Closing it ends the command.
  Descriptor output;  ///< What the command writes,
  Descriptor errors;  ///< to standard error.
  Descriptor status;  ///< Gets an int when the command and all of its process group have ended: as of waitpid(2).
};

/// Starts the command in a process group of its own, with an empty standard input. What it leaves in its group ends
/// with it. The guardian itself must be waited for. Throws Error.
Guardian start_guarded(const ChildCommand& command);

}  // namespace wasmpair

// A process between us and a command that we started, on POSIX systems. It ends the command's process group when we ask
// it to, and also when we are gone, even by SIGKILL: then the kernel closes our end of a pipe that the guardian reads.
//
// Weaker on macOS: a command outlives a guardian that is itself killed, while Linux kills it then; and a process that
// another thread starts at the same moment may hold the pipes open, as there is no pipe2(2).
#pragma once

#include <sys/types.h>

#include "util/platform/command.h"
#include "util/platform/descriptor.h"

namespace wasmpair {

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

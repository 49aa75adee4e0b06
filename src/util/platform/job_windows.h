// A command in a job object: Windows ends its processes when the last handle of the job is closed, which it does itself
// however we end.
#pragma once

#include <optional>

#include "util/platform/command.h"
#include "util/platform/windows.h"

namespace wasmpair::platform {

class CommandJob {
 public:
  /// Starts the command in a process group of its own, with an empty standard input. Nothing if the system does not
  /// start such a program: errno says why. Throws Error if it lacks something that every command needs.
  static std::optional<CommandJob> start(const ChildCommand& command);

  /// The command's first process.
  HANDLE process() const { return native(process_.get()); }
  /// What the command writes, and what it writes to standard error: for overlapped reading. To be called once.
  Descriptor take_output() { return std::move(output_); }
  Descriptor take_errors() { return std::move(errors_); }

  /// Asks all processes on our console to end, as Ctrl-Break does. Without a console, it kills.
  void interrupt();
  /// Kills all processes.
  void kill();
  /// Whether all processes have ended.
  bool has_ended() const;
  /// How the first process has ended.
  DWORD exit_status() const;

 private:
  CommandJob() = default;

  Descriptor job_;
  Descriptor process_;
  DWORD group_ = 0;
  Descriptor output_;
  Descriptor errors_;
};

}  // namespace wasmpair::platform

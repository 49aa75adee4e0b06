// A command that is run to its end, and what it printed.
#pragma once

#include <string>
#include <vector>

namespace wasmpair {

struct CommandResult {
  std::string output;
  std::string errors;
  int status = 0;  ///< The exit status, or the number of the signal that ended it.
};

namespace platform {

/// Runs a program with an empty standard input. words: its path, then its arguments. directory: where, "" for the
/// current one. environment: "NAME=value", instead of our variables, or in addition. Throws std::system_error if it
/// cannot be started.
CommandResult run_command(const std::vector<std::string>& words, const std::string& directory,
                          const std::vector<std::string>& environment);

}  // namespace platform
}  // namespace wasmpair

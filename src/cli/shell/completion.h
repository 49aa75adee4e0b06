// Scripts that complete the command line in shells, and the manual page: all written from the option table.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace wasmpair {

struct ShellInfo {
  std::string_view name;    ///< On the command line: "bash".
  std::string (*script)();  ///< What completes wasmpair's command line there, to be sourced or installed.
};

/// Every shell that has completions, in the order of the help.
std::span<const ShellInfo> shell_table();

std::string bash_completion();
std::string zsh_completion();
std::string fish_completion();

}  // namespace wasmpair

// Scripts that complete the command line in shells, written from the option table.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace wasmpair {

struct ShellInfo {
  std::string_view name;    ///< On the command line: "bash".
  std::string (*script)();  ///< The completion script, to be sourced or installed.
};

/// Every shell that has completions, in the order of the help.
std::span<const ShellInfo> shell_table();

std::string bash_completion();
std::string zsh_completion();
std::string fish_completion();

}  // namespace wasmpair

#include <fmt/format.h>

#include <algorithm>

#include "cli/command.h"
#include "cli/shell/completion.h"
#include "cli/values.h"

namespace wasmpair {
namespace {

const ShellInfo& shell_of(const std::string& name) {
  const auto found = std::ranges::find(shell_table(), name, &ShellInfo::name);
  if (found != shell_table().end()) return *found;
  std::vector<std::string_view> names;
  for (const ShellInfo& shell : shell_table()) names.push_back(shell.name);
  fail_usage(fmt::format("there are no completions for '{}'", name),
             fmt::format("Give one of {}.", fmt::join(names, ", ")));
}

ExitStatus run(const OptionValues& values, const Streams& streams) {
  const std::vector<std::string> words = operands(values);
  if (words.size() != 1) fail_usage("completion needs one shell", "Name bash, zsh or fish.");
  streams.out.write(shell_of(words[0]).script());
  return ExitStatus::Done;
}

}  // namespace

Command completion_command() {
  return {"completion", "SHELL", "Print the completion script for bash, zsh or fish", no_options, run};
}

}  // namespace wasmpair

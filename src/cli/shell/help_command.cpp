#include "cli/command.h"
#include "cli/shell/help.h"
#include "cli/values.h"

namespace wasmpair {
namespace {

ExitStatus run(const OptionValues& values, const Streams& streams) {
  const std::vector<std::string> words = operands(values);
  if (words.size() > 1) fail_usage("help takes one command", "Ask for one at a time; without any it lists all.");
  streams.out.write(words.empty() ? help_text() : help_text(find_command(words[0])));
  return ExitStatus::Done;
}

}  // namespace

Command help_command() {
  return {"help", "[COMMAND]", "Print the options of a command, or list all commands", no_options, run};
}

}  // namespace wasmpair

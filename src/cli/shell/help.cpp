#include "cli/shell/help.h"

#include <fmt/format.h>

#include <regex>
#include <sstream>

namespace wasmpair {
namespace {

/// Boost writes "-o [ --out ] DIR"; manuals, and the other texts of this help, write "-o, --out DIR". As wide as
/// before.
std::string with_commas(const std::string& options) {
  static const std::regex short_option(R"(-(\w) \[ (--[\w-]+) \]( \S+)?)");
  return std::regex_replace(options, short_option, "-$1, $2$3   ");
}

}  // namespace

std::string help_text() {
  std::string text =
      "wasmpair ships Go programs compiled to WebAssembly: it proves that a module and\n"
      "its wasm_exec.js fit, hashes them as a pair, compresses and publishes them.\n\n"
      "Usage: wasmpair COMMAND …\n\n";
  for (const Command& command : command_table()) text += fmt::format("  {:<12}{}\n", command.name, command.summary);
  return text +
         "\n  -h, --help      this text; wasmpair COMMAND --help lists a command's options\n"
         "  -V, --version   the version\n\n"
         "Exit status: 0 done, 1 findings (a check failed), 2 error.\n";
}

std::string help_text(const Command& command) {
  std::ostringstream options;
  for (const auto& group : command.options()) options << group << "\n";
  return fmt::format("Usage: wasmpair {} {}\n\n{}.\n\n{}", command.name, command.usage, command.summary,
                     with_commas(options.str()));
}

}  // namespace wasmpair

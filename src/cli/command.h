// A command of the command line: one row of the command table.
#pragma once

#include <boost/program_options.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "cli/exit_status.h"
#include "report/console.h"

namespace wasmpair {

/// The streams of a run.
struct Streams {
  Console out;  ///< The result: machine output, findings, the description of a module.
  Console err;  ///< Everything else.
};

struct Command {
  std::string_view name;
  std::string_view usage;    ///< After the name: "MODULE.wasm [MORE.wasm …] --out DIR [options]".
  std::string_view summary;  ///< One line.
  /// The options, in the groups that the help shows. Words that are not options are values of the option "operand".
  std::vector<boost::program_options::options_description> (*options)();
  ExitStatus (*run)(const boost::program_options::variables_map& values, const Streams& streams);
};

/// Every command, in the order of the help.
const std::vector<Command>& command_table();

/// The command of that name. Throws Error.
const Command& find_command(const std::string& name);

// The rows.
Command init_command();
Command pack_command();
Command inspect_command();
Command check_command();
Command guest_command();
Command render_command();
Command config_command();
Command verify_command();
Command explain_command();
Command serve_command();
Command dev_command();
Command diff_command();
Command prune_command();
Command subjects_command();
Command completion_command();
Command manual_command();
Command help_command();

}  // namespace wasmpair

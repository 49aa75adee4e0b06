#include "cli/command.h"

namespace wasmpair {

const std::vector<Command>& command_table() {
  static const std::vector<Command> table{pack_command(),   inspect_command(),  check_command(),      render_command(),
                                          config_command(), verify_command(),   explain_command(),    serve_command(),
                                          diff_command(),   subjects_command(), completion_command(), manual_command()};
  return table;
}

}  // namespace wasmpair

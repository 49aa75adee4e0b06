#include <fmt/format.h>

#include <algorithm>

#include "cli/command.h"
#include "cli/values.h"
#include "util/nearest.h"

namespace wasmpair {

const std::vector<Command>& command_table() {
  static const std::vector<Command> table{
      init_command(),   pack_command(),     inspect_command(),    check_command(),  guest_command(), render_command(),
      config_command(), verify_command(),   explain_command(),    serve_command(),  dev_command(),   diff_command(),
      prune_command(),  subjects_command(), completion_command(), manual_command(), help_command()};
  return table;
}

const Command& find_command(const std::string& name) {
  const auto& table = command_table();
  const auto found = std::ranges::find(table, name, &Command::name);
  if (found != table.end()) return *found;
  std::vector<std::string_view> names;
  for (const Command& command : table) names.push_back(command.name);
  const std::string_view near = nearest(name, names);
  fail_usage(fmt::format("there is no command '{}'", name),
             near.empty() ? std::string("See wasmpair --help.") : fmt::format("Did you mean wasmpair {}?", near));
}

}  // namespace wasmpair

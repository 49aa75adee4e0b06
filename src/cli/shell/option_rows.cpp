#include "cli/shell/option_rows.h"

#include <sstream>

namespace wasmpair {
namespace {

namespace po = boost::program_options;

/// Boost reveals a group's title only when it prints the group, as the first line: "Encoding:".
std::string title_of(const po::options_description& group) {
  std::ostringstream print;
  print << group;
  return print.str().substr(0, print.str().find(":\n"));
}

OptionRow row_of(const po::option_description& option) {
  OptionRow row;
  row.name = option.canonical_display_name(po::command_line_style::allow_long);
  const std::string display = option.canonical_display_name(po::command_line_style::allow_dash_for_short);
  if (display != row.name && display.starts_with('-')) row.short_name = display;
  const auto semantic = option.semantic();
  if (semantic->max_tokens() > 0) row.value = option.format_parameter();
  row.summary = option.description();
  const bool is_list = dynamic_cast<const po::typed_value<std::vector<std::string>>*>(semantic.get()) != nullptr;
  row.repetition = is_list ? Repetition::Repeatable : Repetition::Once;
  return row;
}

}  // namespace

std::vector<OptionGroup> option_groups(const Command& command) {
  std::vector<OptionGroup> groups;
  for (const po::options_description& described : command.options()) {
    OptionGroup& group = groups.emplace_back(OptionGroup{title_of(described), {}});
    for (const auto& option : described.options()) group.options.push_back(row_of(*option));
  }
  return groups;
}

std::vector<OptionRow> option_rows(const Command& command) {
  std::vector<OptionRow> rows;
  for (OptionGroup& group : option_groups(command))
    for (OptionRow& row : group.options) rows.push_back(std::move(row));
  return rows;
}

std::string operand_placeholder(const Command& command) {
  const std::string_view usage = command.usage;
  std::string word(usage.substr(0, usage.find(' ')));
  if (word.starts_with('[')) word = word.substr(1, word.find(']') - 1);
  return word.starts_with('-') ? "" : word;
}

std::set<std::string> placeholders_in_use() {
  std::set<std::string> names;
  for (const Command& command : command_table()) {
    names.insert(operand_placeholder(command));
    for (const OptionRow& option : option_rows(command)) names.insert(option.value);
  }
  names.erase("");
  return names;
}

}  // namespace wasmpair

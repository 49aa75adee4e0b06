#include "cli/run.h"

#include <fmt/format.h>

#include <boost/filesystem/path.hpp>
#include <optional>

#include "cli/shell/help.h"
#include "cli/shell/placeholders.h"
#include "cli/values.h"
#include "util/nearest.h"

namespace wasmpair {
namespace {

namespace po = boost::program_options;

po::options_description all_options(const Command& command) {
  po::options_description all;
  for (const po::options_description& group : command.options()) all.add(group);
  all.add_options()("operand", po::value<std::vector<std::string>>());
  return all;
}

/// "--chek" -> " Did you mean --check?", or "".
std::string suggest_option(const po::options_description& options, std::string word) {
  word.erase(0, word.find_first_not_of('-'));
  std::vector<std::string> names;
  for (const auto& option : options.options()) names.push_back(option->long_name());
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  const std::string_view near = nearest(word, candidates);
  return near.empty() ? "" : fmt::format("Did you mean --{}?\n", near);
}

/// Reports Boost's exceptions in our words.
[[noreturn]] void fail_parsing(const Command& command, const po::options_description& options, const po::error& error) {
  const std::string see = fmt::format("See wasmpair {} --help.", command.name);
  if (const auto* unknown = dynamic_cast<const po::unknown_option*>(&error)) {
    const std::string given = unknown->get_option_name();
    const std::string word = given.substr(0, given.find('='));
    fail_usage(fmt::format("{} has no option {}", command.name, word), suggest_option(options, word) + see);
  }
  fail_usage(error.what(), see);
}

bool is_path(const po::option_description& option) {
  const std::optional<Placeholder> placeholder = find_placeholder(option.semantic()->name());
  return placeholder && is_of_files(placeholder->kind);
}

/// From here on, the parts of paths are separated by "/": Windows takes "\" as well.
void separate_paths_by_slashes(po::parsed_options& parsed) {
  for (po::option& given : parsed.options) {
    const po::option_description* const option = parsed.description->find_nothrow(given.string_key, false);
    const bool is_operand = given.position_key >= 0;
    if (!is_operand && (option == nullptr || !is_path(*option))) continue;
    for (std::string& value : given.value) value = boost::filesystem::path(value).generic_string();
  }
}

OptionValues parse(const Command& command, const std::vector<std::string>& words) {
  const po::options_description options = all_options(command);
  po::positional_options_description positional;
  positional.add("operand", -1);
  const int style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
  try {
    OptionValues values;
    po::parsed_options parsed =
        po::command_line_parser(words).options(options).positional(positional).style(style).run();
    separate_paths_by_slashes(parsed);
    po::store(parsed, values);
    return values;
  } catch (const po::error& error) {
    fail_parsing(command, options, error);
  }
}

}  // namespace

ExitStatus run(const std::vector<std::string>& arguments, const Streams& streams) {
  if (arguments.empty()) {
    streams.err.write(help_text());
    return ExitStatus::Failed;
  }
  if (arguments[0] == "--help" || arguments[0] == "-h") {
    streams.out.write(help_text());
    return ExitStatus::Done;
  }
  if (arguments[0] == "--version" || arguments[0] == "-V") {
    streams.out.print(report_text("wasmpair {}\n", WASMPAIR_VERSION));
    return ExitStatus::Done;
  }
  const Command& command = find_command(arguments[0]);
  const OptionValues values = parse(command, {arguments.begin() + 1, arguments.end()});
  if (is_set(values, "help")) {
    streams.out.write(help_text(command));
    return ExitStatus::Done;
  }
  return command.run(values, streams);
}

}  // namespace wasmpair

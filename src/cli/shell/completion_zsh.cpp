#include <fmt/format.h>

#include "cli/shell/completion.h"
#include "cli/shell/option_rows.h"
#include "cli/shell/placeholders.h"

namespace wasmpair {
namespace {

/// text in single quotes, on one line.
std::string quoted(std::string_view text) {
  std::string result = "'";
  for (const char c : text)
    if (c == '\'')
      result += "'\\''";
    else
      result += c == '\n' ? ' ' : c;
  return result + "'";
}

/// text with a backslash before characters that _arguments would take for the end of an explanation.
std::string explanation(std::string_view text) {
  std::string result;
  for (const char c : text.substr(0, text.find('\n'))) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

/// The name of the function that offers a placeholder's words.
std::string function_name(std::string_view placeholder) { return "_wasmpair_value_" + function_name_of(placeholder); }

/// The action of _arguments for a placeholder.
std::string action(std::string_view name) {
  const Placeholder placeholder = find_placeholder(name).value_or(Placeholder{});
  switch (placeholder.kind) {
    case PlaceholderKind::Text:
      return " ";
    case PlaceholderKind::File:
      return placeholder.ending.empty() ? "_files" : fmt::format("_files -g \"*{}\"", placeholder.ending);
    case PlaceholderKind::Directory:
      return "_files -/";
    case PlaceholderKind::Program:
      return "_command_names -e";
    case PlaceholderKind::Word:
    case PlaceholderKind::WordList:
    case PlaceholderKind::Beginning:
      return function_name(name);
  }
  return " ";
}

/// The function that offers a placeholder's words, or "" for one without.
std::string words_function(const std::string& name) {
  const Placeholder placeholder = find_placeholder(name).value_or(Placeholder{});
  if (placeholder.words.empty()) return "";
  const bool is_list = placeholder.kind == PlaceholderKind::WordList;
  std::string text = fmt::format("{}() {{\n  local -a words=(\n", function_name(name));
  for (const auto& [word, summary] : placeholder.words)
    text += fmt::format("    {}\n", quoted(is_list || summary.empty() ? word : fmt::format("{}:{}", word, summary)));
  text += "  )\n";
  if (is_list)
    text += "  _sequence compadd - $words\n";
  else if (placeholder.kind == PlaceholderKind::Beginning)
    text += "  compadd -S '' -- $words\n";
  else
    text += fmt::format("  _describe -t values {} words\n", quoted(name));
  return text + "}\n\n";
}

/// "'--output=[the file to write]:FILE:_files'", the argument of _arguments for an option.
std::string option_argument(const OptionRow& option) {
  const std::string value = option.value.empty() ? "" : fmt::format(":{}:{}", option.value, action(option.value));
  const std::string summary = explanation(option.summary);
  const std::string repeated = option.repetition == Repetition::Repeatable ? "*" : "";
  const std::string equals = option.value.empty() ? "" : "=";
  std::string argument = quoted(fmt::format("{}{}{}[{}]{}", repeated, option.name, equals, summary, value));
  if (!option.short_name.empty())
    argument += " " + quoted(fmt::format("{}{}[{}]{}", repeated, option.short_name, summary, value));
  return argument;
}

std::string command_function(const Command& command) {
  std::string text = fmt::format("_wasmpair_{}() {{\n  _arguments -S", command.name);
  for (const OptionRow& option : option_rows(command)) text += " \\\n    " + option_argument(option);
  const std::string operand = operand_placeholder(command);
  if (!operand.empty()) text += " \\\n    " + quoted(fmt::format("*:{}:{}", operand, action(operand)));
  return text + "\n}\n\n";
}

/// zsh runs the file as the function itself the first time; sourcing the file defines the function.
constexpr std::string_view main_function = R"(_wasmpair() {
  local context state state_descr line
  typeset -A opt_args
  _arguments -C '(- *)'{-h,--help}'[what wasmpair does]' '(- *)'{-V,--version}'[the version]' \
    '1:command:_wasmpair_commands' '*::argument:->argument'
  [[ $state != argument ]] || (( ! $+functions[_wasmpair_$words[1]] )) || _wasmpair_$words[1]
}

if [[ $funcstack[1] == _wasmpair ]]; then
  _wasmpair "$@"
else
  compdef _wasmpair wasmpair
fi
)";

}  // namespace

std::string zsh_completion() {
  std::string script = "#compdef wasmpair\n# Completions of wasmpair for zsh, from `wasmpair completion zsh`.\n\n";
  for (const std::string& name : placeholders_in_use()) script += words_function(name);
  for (const Command& command : command_table()) script += command_function(command);
  script += "_wasmpair_commands() {\n  local -a commands=(\n";
  for (const Command& command : command_table())
    script += fmt::format("    {}\n", quoted(fmt::format("{}:{}", command.name, command.summary)));
  script += "  )\n  _describe -t commands command commands\n}\n\n";
  return script + std::string(main_function);
}

}  // namespace wasmpair

#include <fmt/format.h>

#include "cli/shell/completion.h"
#include "cli/shell/option_rows.h"
#include "cli/shell/placeholders.h"

namespace wasmpair {
namespace {

/// The first line of text in single quotes, where fish knows only the escapes \' and \\.
std::string quoted(std::string_view text) {
  std::string result = "'";
  for (const char c : text.substr(0, text.find('\n'))) {
    if (c == '\'' || c == '\\') result += '\\';
    result += c;
  }
  return result + "'";
}

/// The name of the function that offers a placeholder's words.
std::string function_name(std::string_view placeholder) { return "__wasmpair_value_" + function_name_of(placeholder); }

/// The arguments of `complete` for a placeholder, after -r or -f: files are offered only where it takes them.
std::string offer(std::string_view name) {
  const Placeholder placeholder = find_placeholder(name).value_or(Placeholder{});
  switch (placeholder.kind) {
    case PlaceholderKind::Text:
      break;
    case PlaceholderKind::File:
      return placeholder.ending.empty() ? " -F"
                                        : fmt::format(" -f -k -a '(__fish_complete_suffix {})'", placeholder.ending);
    case PlaceholderKind::Directory:
      return " -f -a '(__fish_complete_directories (commandline -ct))'";
    case PlaceholderKind::Program:
      return " -F -a '(__fish_complete_command)'";
    case PlaceholderKind::Word:
    case PlaceholderKind::WordList:
    case PlaceholderKind::Beginning:
      return fmt::format(" -f -a '({})'", function_name(name));
  }
  return " -f";
}

/// Prints WORDS after the last comma of the typed text, except those before it.
constexpr std::string_view list_body = R"(    set -l typed (commandline -ct | string replace -r '^--[^=]*=' '')
    set -l before (string match -r '.*,' -- $typed)
    for word in {}
        string match -q "*,$word,*" -- ",$before"; or echo "$before$word"
    end
)";

std::string list_function_body(const std::vector<ChoiceWord>& words) {
  std::vector<std::string_view> names;
  for (const ChoiceWord& choice : words) names.push_back(choice.word);
  return fmt::format(list_body, fmt::join(names, " "));
}

std::string words_function(const std::string& name) {
  const Placeholder placeholder = find_placeholder(name).value_or(Placeholder{});
  if (placeholder.words.empty()) return "";
  std::string body;
  if (placeholder.kind == PlaceholderKind::WordList)
    body = list_function_body(placeholder.words);
  else
    for (const auto& [word, summary] : placeholder.words)
      body += summary.empty() ? fmt::format("    echo {}\n", word)
                              : fmt::format("    printf '%s\\t%s\\n' {} {}\n", word, quoted(summary));
  return fmt::format("function {}\n{}end\n\n", function_name(name), body);
}

std::string command_lines(const Command& command) {
  const std::string start = fmt::format("complete -c wasmpair -n '__fish_seen_subcommand_from {}'", command.name);
  std::string text = "\n";
  text += start + offer(operand_placeholder(command)) + "\n";
  for (const OptionRow& option : option_rows(command)) {
    const std::string short_name = option.short_name.empty() ? "" : " -s " + option.short_name.substr(1);
    const std::string value = option.value.empty() ? "" : " -r" + offer(option.value);
    text +=
        fmt::format("{}{} -l {}{} -d {}\n", start, short_name, option.name.substr(2), value, quoted(option.summary));
  }
  return text;
}

}  // namespace

std::string fish_completion() {
  std::string script = "# Completions of wasmpair for fish, from `wasmpair completion fish`.\n\n";
  for (const std::string& name : placeholders_in_use()) script += words_function(name);
  script += "complete -c wasmpair -f\n";
  script += "complete -c wasmpair -n __fish_use_subcommand -s h -l help -d 'what wasmpair does'\n";
  script += "complete -c wasmpair -n __fish_use_subcommand -s V -l version -d 'the version'\n";
  for (const Command& command : command_table())
    script += fmt::format("complete -c wasmpair -n __fish_use_subcommand -a {} -d {}\n", command.name,
                          quoted(command.summary));
  for (const Command& command : command_table()) script += command_lines(command);
  return script;
}

}  // namespace wasmpair

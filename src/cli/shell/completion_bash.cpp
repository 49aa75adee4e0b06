#include <fmt/format.h>

#include <map>

#include "cli/shell/completion.h"
#include "cli/shell/option_rows.h"
#include "cli/shell/placeholders.h"

namespace wasmpair {
namespace {

/// The functions that each command's part calls. Files are left to readline, which quotes spaces and expands "~"; bash
/// treats "=" as a separate word.
constexpr std::string_view helpers = R"(# Completions of wasmpair for bash, from `wasmpair completion bash`.

# Offers WORD…
_wasmpair_words() {
  local IFS=' '
  mapfile -t COMPREPLY < <(compgen -W "$*" -- "$cur")
}

# Offers WORD… after the last comma, except those before it.
_wasmpair_list() {
  local before='' word words=''
  [[ $cur != *,* ]] || before=${cur%,*},
  for word; do
    [[ ,$before == *,$word,* ]] || words+=" $word"
  done
  mapfile -t COMPREPLY < <(compgen -P "$before" -W "$words" -- "${cur##*,}")
  compopt -o nospace
}

# Offers WORD… without a space after it.
_wasmpair_beginnings() {
  _wasmpair_words "$@"
  compopt -o nospace
}

# Offers files, or those that end in ENDING and directories.
_wasmpair_files() {
  local plain=${cur#[\"\']}
  mapfile -t COMPREPLY < <([[ -z ${1-} ]] || compgen -f -X "!*$1" -- "${plain//\\/}")
  if ((${#COMPREPLY[@]})); then compopt -o filenames -o plusdirs; else compopt -o default; fi
}

_wasmpair_directories() { compopt -o dirnames; }

_wasmpair_programs() {
  mapfile -t COMPREPLY < <(compgen -c -- "$cur")
  ((${#COMPREPLY[@]})) || compopt -o default
}

_wasmpair() {
  local cur=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
  COMPREPLY=()
  if [[ $cur == '=' ]]; then
    cur=
  elif [[ $before == '=' ]]; then
    before=${COMP_WORDS[COMP_CWORD - 2]}
  fi
)";

std::string joined(const std::vector<ChoiceWord>& words) {
  std::string text;
  for (const ChoiceWord& choice : words) text += " " + choice.word;
  return text;
}

/// The call that offers the values of a placeholder; ":" offers nothing.
std::string offer(std::string_view name) {
  const Placeholder placeholder = find_placeholder(name).value_or(Placeholder{});
  switch (placeholder.kind) {
    case PlaceholderKind::Text:
      break;
    case PlaceholderKind::File:
      return placeholder.ending.empty() ? "_wasmpair_files" : "_wasmpair_files " + placeholder.ending;
    case PlaceholderKind::Directory:
      return "_wasmpair_directories";
    case PlaceholderKind::Program:
      return "_wasmpair_programs";
    case PlaceholderKind::Word:
      return "_wasmpair_words" + joined(placeholder.words);
    case PlaceholderKind::WordList:
      return "_wasmpair_list" + joined(placeholder.words);
    case PlaceholderKind::Beginning:
      return "_wasmpair_beginnings" + joined(placeholder.words);
  }
  return ":";
}

/// Every spelling of an option: {"--output", "-o"}.
std::vector<std::string> names_of(const OptionRow& option) {
  if (option.short_name.empty()) return {option.name};
  return {option.name, option.short_name};
}

/// The part of one command: a pattern of the outer `case`.
std::string command_part(const Command& command) {
  std::vector<std::string> names;
  std::map<std::string, std::vector<std::string>> by_offer;
  for (const OptionRow& option : option_rows(command))
    for (const std::string& name : names_of(option)) {
      names.push_back(name);
      if (!option.value.empty()) by_offer[offer(option.value)].push_back(name);
    }
  std::string values;
  for (const auto& [offered, options] : by_offer)
    values += fmt::format("        {}) {} ;;\n", fmt::join(options, " | "), offered);
  return fmt::format(
      "    {})\n"
      "      case $before in\n"
      "{}"
      "        *) if [[ $cur == -* ]]; then _wasmpair_words {}; else {}; fi ;;\n"
      "      esac\n"
      "      ;;\n",
      command.name, values, fmt::join(names, " "), offer(operand_placeholder(command)));
}

}  // namespace

std::string bash_completion() {
  std::string script(helpers);
  script +=
      "  if ((COMP_CWORD == 1)); then\n"
      "    if [[ $cur == -* ]]; then _wasmpair_words --help -h --version -V; else _wasmpair_words";
  for (const Command& command : command_table()) script += fmt::format(" {}", command.name);
  script += "; fi\n    return\n  fi\n  case ${COMP_WORDS[1]} in\n";
  for (const Command& command : command_table()) script += command_part(command);
  return script + "  esac\n}\n\ncomplete -F _wasmpair wasmpair\n";
}

}  // namespace wasmpair

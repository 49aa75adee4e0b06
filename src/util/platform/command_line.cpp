#include "util/platform/command_line.h"

#include <algorithm>
#include <string_view>

#include "util/ascii.h"

namespace wasmpair::platform {
namespace {

enum class Quotes { WhereNeeded, Always };

/// A backslash is one, except that before a quote two of them are one, and one of them makes the quote a character.
std::string quoted(std::string_view word, Quotes quotes) {
  const bool needed = word.empty() || word.find_first_of(" \t\n\v\"") != std::string_view::npos;
  if (quotes == Quotes::WhereNeeded && !needed) return std::string(word);
  std::string text = "\"";
  std::size_t backslashes = 0;
  for (const char c : word) {
    if (c == '"') text.append(backslashes + 1, '\\');
    backslashes = c == '\\' ? backslashes + 1 : 0;
    text += c;
  }
  text.append(backslashes, '\\');
  return text + '"';
}

/// No escapes there: a path has no quotes.
std::string quoted_program(const std::string& program) { return '"' + program + '"'; }

/// cmd.exe replaces %NAME% within quotes too, has no escape for quotes, and ends the line at a line end.
bool survives_cmd(const std::string& word) { return word.find_first_of("\"%\r\n") == std::string::npos; }

}  // namespace

std::string command_line_of(const std::vector<std::string>& words) {
  std::string line = quoted_program(words.front());
  for (std::size_t i = 1; i < words.size(); ++i) line += ' ' + quoted(words[i], Quotes::WhereNeeded);
  return line;
}

// /d: without commands of the registry. /s: the line is what is between the first and the last quote.
std::string shell_command_line(const std::string& shell, const std::string& line) {
  return quoted_program(shell) + " /d /s /c \"" + line + '"';
}

bool is_batch_file(const std::string& program) {
  const std::string name = lower_case(program);
  return name.ends_with(".bat") || name.ends_with(".cmd");
}

// /v:off: "!" is a character.
std::optional<std::string> batch_command_line(const std::string& shell, const std::vector<std::string>& words) {
  if (!std::ranges::all_of(words, survives_cmd)) return std::nullopt;
  std::string line = quoted_program(words.front());
  for (std::size_t i = 1; i < words.size(); ++i) line += ' ' + quoted(words[i], Quotes::Always);
  return quoted_program(shell) + " /d /e:on /v:off /s /c \"" + line + '"';
}

}  // namespace wasmpair::platform

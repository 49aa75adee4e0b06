// Lines of the go command:
//   # example.com/app                       the package that the next messages are about
//   ./main.go:14:2: undefined: answer       PLACE ": " TEXT; on Windows ".\main.go"
//   <tab>have (int)                         continues the message before it
//   main.go:3:8: no required module provides package …
//   go: errors parsing go.mod:              TEXT
#include "dev/compiler_messages.h"

#include <algorithm>
#include <string>

#include "util/ascii.h"

namespace wasmpair {
namespace {

constexpr std::size_t max_text = 4000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The number of characters of ":123" at the start, or 0.
std::size_t number_length(std::string_view text) {
  if (!text.starts_with(':')) return 0;
  const std::size_t digits =
      static_cast<std::size_t>(std::ranges::find_if_not(text.substr(1), is_digit) - text.begin());
  return digits > 1 ? digits : 0;
}

/// The number of characters of "FILE:LINE" or "FILE:LINE:COLUMN" in front of ": ", or 0.
std::size_t place_length(std::string_view line) {
  for (std::size_t colon = line.find(':'); colon != std::string_view::npos; colon = line.find(':', colon + 1)) {
    const std::size_t of_line = number_length(line.substr(colon));
    if (colon == 0 || of_line == 0) continue;
    const std::size_t end = colon + of_line + number_length(line.substr(colon + of_line));
    return line.substr(end).starts_with(": ") ? end : 0;
  }
  return 0;
}

void append_line(std::string& text, std::string_view line) {
  if (text.size() >= max_text) return;
  if (!text.empty()) text += '\n';
  text += line.substr(0, max_text - std::min(text.size(), max_text));
}

}  // namespace

std::vector<DevProblem> compiler_messages(std::string_view output) {
  std::vector<DevProblem> problems;
  while (!output.empty()) {
    const std::size_t end = std::min(output.find('\n'), output.size());
    std::string_view line = output.substr(0, end);
    output.remove_prefix(std::min(end + 1, output.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.starts_with("# ")) continue;
    const bool continues = line.starts_with('\t') || line.starts_with(' ');
    if (continues && !problems.empty()) {
      append_line(problems.back().text, line);
      continue;
    }
    if (problems.size() == max_problems) break;
    const std::size_t place = place_length(line);
    std::string_view file = line.substr(0, place);
    if (file.starts_with("./") || file.starts_with(".\\")) file.remove_prefix(2);
    DevProblem problem{std::string(file.substr(0, max_text)), ""};
    append_line(problem.text, place == 0 ? line : line.substr(place + 2));
    problems.push_back(std::move(problem));
  }
  return problems;
}

}  // namespace wasmpair

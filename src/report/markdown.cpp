#include "report/markdown.h"

#include <algorithm>

#include "util/ascii.h"
#include "util/printable.h"

namespace wasmpair {
namespace {

/// The number of characters at the start of text that begin a list item, a heading's underline or a rule if text is at
/// the start of a line; the last of them is escaped (CommonMark 0.31, sections 4.1, 4.3, 5.2).
std::size_t block_mark(std::string_view text) {
  const auto digits = static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) - text.begin());
  if (digits == text.size()) return 0;
  if (digits == 0) {
    const bool is_signed = text.size() > 1 && is_digit(text[1]);  // which begins nothing, and is common in tables
    return std::string_view("-+=:").find(text[0]) == std::string_view::npos || is_signed ? 0 : 1;
  }
  const bool is_number = text[digits] == '.' || text[digits] == ')';
  return is_number && (digits + 1 == text.size() || text[digits + 1] == ' ') ? digits + 1 : 0;
}

/// True if GitHub's dialect makes a link of the text around this character: "https://…", "www.…", "a@b.c".
bool is_in_link(std::string_view text, std::size_t at) {
  if (text[at] == '@') return true;
  if (text[at] == ':') return text.substr(at + 1).starts_with('/');
  constexpr std::string_view host = "www";
  return text[at] == '.' && at >= host.size() && lower_case(text.substr(at - host.size(), host.size())) == host;
}

}  // namespace

std::string markdown_text(std::string_view text) {
  // CommonMark 0.31, section 2.4: a backslash escapes any ASCII punctuation. "|" ends a cell and "~"
  // strikes out in GitHub's dialect, where "$" begins a formula.
  constexpr std::string_view markup = "\\`*_[]<>&|~$#";
  std::string line(text);
  std::ranges::replace(line, '\n', ' ');
  line = printable(line);
  const std::size_t mark = block_mark(line);
  std::string escaped;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (i + 1 == mark || markup.find(line[i]) != std::string_view::npos || is_in_link(line, i)) escaped += '\\';
    escaped += line[i];
  }
  return escaped;
}

}  // namespace wasmpair

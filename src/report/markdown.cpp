#include "report/markdown.h"

#include "util/printable.h"

namespace wasmpair {

std::string markdown_text(std::string_view text) {
  // CommonMark 0.31, section 2.4: a backslash escapes any ASCII punctuation. "|" ends a cell and "~"
  // strikes out in GitHub's dialect, where "$" begins a formula.
  constexpr std::string_view markup = "\\`*_[]<>&|~$#";
  std::string line(text);
  for (char& c : line)
    if (c == '\n') c = ' ';
  std::string escaped;
  for (char c : printable(line)) {
    if (markup.find(c) != std::string_view::npos) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

}  // namespace wasmpair

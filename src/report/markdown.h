// GitHub Flavored Markdown.
#pragma once

#include <string>
#include <string_view>

namespace wasmpair {

/// text as Markdown that shows it: every character that could be markup is escaped, and a line break is a space. It can
/// stand in a paragraph, a heading and a cell of a table.
std::string markdown_text(std::string_view text);

}  // namespace wasmpair

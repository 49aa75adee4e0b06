// GitHub Flavored Markdown.
#pragma once

#include <string>
#include <string_view>

namespace wasmpair {

/// text as literal Markdown: every character that could be markup is escaped, and line breaks become spaces. Valid in
/// paragraphs, headings and table cells.
std::string markdown_text(std::string_view text);

}  // namespace wasmpair

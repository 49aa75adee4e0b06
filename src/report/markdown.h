// GitHub Flavored Markdown.
#pragma once

#include <string>
#include <string_view>

#include "report/escaped_text.h"

namespace wasmpair {

/// text as literal Markdown: every character that could be markup is escaped, and line breaks become spaces. Valid in
/// paragraphs, headings and table cells.
std::string markdown_text(std::string_view text);

/// A report in Markdown.
using Markdown = EscapedText<markdown_text>;

/// Markdown from a layout of fmt.
template <typename... Values>
Markdown markdown(fmt::format_string<decltype(Markdown::shown(std::declval<const Values&>()))...> layout,
                  const Values&... values) {
  return Markdown::format(layout, values...);
}

}  // namespace wasmpair

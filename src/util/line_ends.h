// The ends of lines in text that people keep in a repository: Git may have written "\r\n" for each "\n".
#pragma once

#include <string>
#include <string_view>

namespace wasmpair {

/// The text with "\n" in place of each "\r\n".
std::string with_line_feeds(std::string_view text);

}  // namespace wasmpair

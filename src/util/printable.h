// Makes untrusted text safe to print.
#pragma once

#include <string>
#include <string_view>

namespace wasmpair {

/// False for what steers a terminal or hides in a text: control characters (C0, DEL, C1), line and paragraph
/// separators, marks that turn the direction of writing around, and characters without width, with which two names
/// that differ look the same.
bool is_printable(char32_t code_point);

/// text with every byte of what is not printable, and every byte that is not part of valid UTF-8, written as \xNN.
std::string printable(std::string_view text);

/// The same, but line feeds stay: for text of several lines.
std::string printable_lines(std::string_view text);

}  // namespace wasmpair

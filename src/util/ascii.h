// ASCII character classes and text operations that ignore the locale.
#pragma once

#include <string>
#include <string_view>

namespace wasmpair {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_upper_case(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || is_upper_case(c); }
constexpr bool is_alphanumeric(char c) { return is_letter(c) || is_digit(c); }

/// 0 to 9 and a to f, as wasmpair writes digests.
constexpr bool is_lower_hex_digit(char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); }
constexpr bool is_hex_digit(char c) { return is_lower_hex_digit(c) || (c >= 'A' && c <= 'F'); }

/// The space and all visible characters: U+0020 to U+007E.
constexpr bool is_printable_ascii(char c) { return c >= ' ' && c <= '~'; }

/// U+0000 to U+001F, and U+007F.
constexpr bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

/// A character of an identifier: a letter, a digit or "_".
constexpr bool is_word_character(char c) { return is_alphanumeric(c) || c == '_'; }

/// A character of a version as Go and its vendors write them: "go1.24.4-X:nodwarf5".
constexpr bool is_version_character(char c) {
  return is_alphanumeric(c) || c == '.' || c == '+' || c == '-' || c == '_' || c == '~' || c == ':' || c == ',';
}

/// True if text is not empty, has only letters, digits and "_", and does not start with a digit.
bool is_identifier(std::string_view text);

/// text with A to Z in lower case, for comparing field names, tokens and host names.
std::string lower_case(std::string_view text);

/// text without leading and trailing spaces and tabs.
std::string_view trim(std::string_view text);

}  // namespace wasmpair

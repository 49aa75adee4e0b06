#include "go_package/identifiers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "util/ascii.h"

namespace wasmpair {
namespace {

constexpr std::array<std::string_view, 25> keywords = {
    "break", "case",   "chan",   "const",  "continue", "default", "defer",     "else", "fallthrough",
    "for",   "func",   "go",     "goto",   "if",       "import",  "interface", "map",  "package",
    "range", "return", "select", "struct", "switch",   "type",    "var"};

/// The methods of Host in templates/guest.
constexpr std::array<std::string_view, 6> own_methods = {"Close", "Drain", "Invoke", "Release", "Swap", "Watch"};

constexpr bool is_lower_case(char c) { return is_letter(c) && !is_upper_case(c); }
constexpr char to_upper_case(char c) { return is_lower_case(c) ? static_cast<char>(c - 'a' + 'A') : c; }

}  // namespace

bool is_package_name(std::string_view text) {
  const auto is_allowed = [](char c) { return is_lower_case(c) || is_digit(c) || c == '_'; };
  return !text.empty() && is_lower_case(text[0]) && std::ranges::all_of(text, is_allowed) && text != "main" &&
         std::ranges::find(keywords, text) == keywords.end();
}

std::string package_name_from(std::string_view directory) {
  std::string name;
  for (const char c : lower_case(directory))
    if (is_alphanumeric(c)) name += c;
  return name;
}

bool is_method_name(std::string_view text) {
  return !text.empty() && is_upper_case(text[0]) && std::ranges::all_of(text, is_alphanumeric) &&
         std::ranges::find(own_methods, text) == own_methods.end();
}

std::string method_name_from(std::string_view exported) {
  std::string name;
  bool starts_word = true;
  for (const char c : exported) {
    if (is_alphanumeric(c)) name += starts_word ? to_upper_case(c) : c;
    starts_word = !is_alphanumeric(c);
  }
  return name;
}

std::string go_string(std::string_view value) {
  std::string literal = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\')
      literal += fmt::format("\\{}", c);
    else if (is_printable_ascii(c))
      literal += c;
    else
      literal += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
  }
  return literal + "\"";
}

}  // namespace wasmpair

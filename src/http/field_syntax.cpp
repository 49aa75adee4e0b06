#include "http/field_syntax.h"

#include <algorithm>

#include "util/text.h"

namespace wasmpair {
namespace {

bool is_token_character(char c) {
  constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || marks.find(c) != marks.npos;
}

}  // namespace

bool is_token(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_token_character); }

std::vector<std::string_view> list_elements(std::string_view field_value) {
  std::vector<std::string_view> elements;
  for (std::size_t start = 0; start <= field_value.size();) {
    const std::size_t end = std::min(field_value.find(',', start), field_value.size());
    const std::string_view element = trim(field_value.substr(start, end - start));
    if (!element.empty()) elements.push_back(element);
    start = end + 1;
  }
  return elements;
}

}  // namespace wasmpair

#include "http/field_list.h"

#include "util/ascii.h"

namespace wasmpair {

std::vector<std::string_view> split_list(std::string_view value) {
  std::vector<std::string_view> elements;
  std::size_t start = 0;
  bool is_quoted = false;
  for (std::size_t i = 0; i <= value.size(); ++i) {
    if (i < value.size() && value[i] == '"') is_quoted = !is_quoted;
    if (i < value.size() && is_quoted && value[i] == '\\') ++i;
    if (i < value.size() && (value[i] != ',' || is_quoted)) continue;
    if (start > value.size()) break;
    const std::string_view element = trim(value.substr(start, i - start));
    if (!element.empty()) elements.push_back(element);
    start = i + 1;
  }
  return elements;
}

}  // namespace wasmpair

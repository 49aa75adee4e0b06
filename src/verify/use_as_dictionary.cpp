#include "verify/use_as_dictionary.h"

#include <algorithm>

#include "http/field_list.h"
#include "util/ascii.h"

namespace wasmpair {
namespace {

/// Takes a string (RFC 9651, section 4.2.5) from the front of text; nothing if there is none.
std::optional<std::string> take_string(std::string_view& text) {
  if (!text.starts_with('"')) return std::nullopt;
  std::string value;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '"') {
      text.remove_prefix(i + 1);
      return value;
    }
    if (text[i] == '\\' && (++i == text.size() || (text[i] != '"' && text[i] != '\\'))) return std::nullopt;
    if (!is_printable_ascii(text[i])) return std::nullopt;
    value += text[i];
  }
  return std::nullopt;
}

/// True for what may follow a value: nothing, or parameters.
bool is_end(std::string_view rest) { return rest.empty() || rest.starts_with(';'); }

std::optional<std::string> string_value(std::string_view text) {
  std::optional<std::string> value = take_string(text);
  return value && is_end(text) ? value : std::nullopt;
}

/// An inner list of strings (section 4.2.1.2).
std::optional<std::vector<std::string>> list_value(std::string_view text) {
  if (!text.starts_with('(')) return std::nullopt;
  text.remove_prefix(1);
  std::vector<std::string> values;
  while (true) {
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    if (text.starts_with(')')) break;
    std::optional<std::string> value = take_string(text);
    if (!value || (!text.starts_with(' ') && !text.starts_with(')'))) return std::nullopt;
    values.push_back(*std::move(value));
  }
  text.remove_prefix(1);
  if (!is_end(text)) return std::nullopt;
  return values;
}

}  // namespace

std::optional<UseAsDictionary> parse_use_as_dictionary(std::string_view field_value) {
  UseAsDictionary parsed;
  std::optional<std::string> match;
  for (const std::string_view member : split_list(field_value)) {
    const std::size_t equals = std::min(member.find('='), member.size());
    const std::string_view key = member.substr(0, equals);
    const std::string_view value = member.substr(std::min(equals + 1, member.size()));
    if (key == "match" && !(match = string_value(value))) return std::nullopt;
    if (key == "match-dest" && !(parsed.destinations = list_value(value))) return std::nullopt;
    if (key == "type") parsed.type = value.substr(0, value.find(';'));
  }
  if (!match) return std::nullopt;
  parsed.match = *std::move(match);
  return parsed;
}

}  // namespace wasmpair

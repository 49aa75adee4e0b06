#include "shim/go_properties.h"

#include <algorithm>

namespace wasmpair {
namespace {

/// True if the token at index names a property: `.a`, `["a"]`, `a: value`, `a() {…}`, `a = value` in a class, or `{a}`.
bool names_property(const Tokens& tokens, std::size_t index) {
  const bool first = tokens.is(index - 1, "{") || tokens.is(index - 1, ",");
  if (!tokens.is_identifier(index)) return (tokens.is(index - 1, "[") && tokens.is(index + 1, "]")) || first;
  if (tokens.is(index - 1, ".") || tokens.is(index - 1, "?.")) return true;
  if (first) return tokens.is(index + 1, ":") || tokens.is(index + 1, ",") || tokens.is(index + 1, "}");
  return false;
}

/// True for the name as a member of a class, which any token may precede.
bool names_class_member(const Tokens& tokens, std::size_t index) {
  return tokens.is_identifier(index) && (tokens.is(index + 1, "(") || tokens.is(index + 1, "="));
}

bool is_named(const Tokens& tokens, std::size_t index) {
  return names_property(tokens, index) || names_class_member(tokens, index);
}

}  // namespace

std::vector<std::string> missing_go_properties(const Tokens& tokens) {
  std::array<bool, go_properties.size()> named{};
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (token.kind != TokenKind::Identifier && token.kind != TokenKind::String) continue;
    const bool quoted = token.kind == TokenKind::String;
    const std::string_view text = quoted ? token.text.substr(1, token.text.size() - 2) : token.text;
    const auto name = std::ranges::find(go_properties, text);
    if (name != go_properties.end() && is_named(tokens, i))
      named[static_cast<std::size_t>(name - go_properties.begin())] = true;
  }
  std::vector<std::string> missing;
  for (std::size_t i = 0; i < named.size(); ++i)
    if (!named[i]) missing.emplace_back(go_properties[i]);
  return missing;
}

}  // namespace wasmpair

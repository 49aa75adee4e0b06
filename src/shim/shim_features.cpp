#include "shim/shim_features.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>

namespace wasmpair {
namespace {

template <typename Table>
bool is_any(const Tokens& tokens, std::size_t index, const Table& words) {
  return std::ranges::find(words, tokens[index].text) != words.end();
}

/// True if the member chain from first to before end is only tested for presence: by a condition, a comparison or `?.`.
bool is_tested(const Tokens& tokens, std::size_t first, std::size_t end) {
  constexpr auto operators = std::to_array<std::string_view>({"&&", "||", "??", "?", "?.", "===", "!==", "==", "!="});
  constexpr auto prefixes = std::to_array<std::string_view>({"!", "typeof"});
  if (is_any(tokens, end, operators) || is_any(tokens, first - 1, prefixes)) return true;
  return tokens.is(end, ")") && tokens.is(first - 1, "(") && tokens.is(first - 2, "if");
}

/// The first token of the member chain whose last name is at index.
std::size_t chain_start(const Tokens& tokens, std::size_t index) {
  constexpr std::size_t longest_chain = 8;
  for (std::size_t steps = 0; steps < longest_chain; ++steps) {
    if (!tokens.is(index - 1, ".") && !tokens.is(index - 1, "?.")) return index;
    index -= 2;
  }
  return index;
}

/// True for a key of an object literal, or a member that is assigned to.
bool is_key(const Tokens& tokens, std::size_t index) {
  return tokens.is(index + 1, ":") && (tokens.is(index - 1, "{") || tokens.is(index - 1, ","));
}

bool names(const Token& token, std::string_view name) {
  if (token.kind == TokenKind::Identifier) return token.text == name;
  return token.text.size() == name.size() + 2 && string_value(token) == name;
}

/// The start of the value assigned to the member `.name` or `["name"]` whose name is at index.
std::optional<std::size_t> assigned_value(const Tokens& tokens, std::size_t index) {
  const bool bracketed = tokens.is(index - 1, "[") && tokens.is(index + 1, "]");
  if (!bracketed && !tokens.is(index - 1, ".")) return std::nullopt;
  const std::size_t end = bracketed ? index + 2 : index + 1;
  return tokens.is_assignment(end) ? std::optional(end + 1) : std::nullopt;
}

/// The property with that key in the object literal at open.
std::optional<Property> find_property(const Tokens& tokens, std::size_t open, std::string_view key) {
  for (Property& property : tokens.properties(open))
    if (property.key == key) return std::move(property);
  return std::nullopt;
}

/// True if the token at index is the global object, or a variable that may hold it.
bool may_be_global(const Tokens& tokens, std::size_t index) {
  return tokens.is_identifier(index) && !tokens.is(index, "this") && !tokens.is(index - 1, ".");
}

/// The start of the value in the property descriptor at index: `{value: …}` or `{get() {…}}`.
std::optional<std::size_t> described_value(const Tokens& tokens, std::size_t index) {
  if (!tokens.is(index, "{")) return std::nullopt;
  auto value = find_property(tokens, index, "value");
  if (!value) value = find_property(tokens, index, "get");
  return value ? std::optional(value->value) : std::nullopt;
}

/// The start of the value given to the global object's `path`, if the token at index is that name.
std::optional<std::size_t> given_path(const Tokens& tokens, std::size_t index) {
  if (!names(tokens[index], "path")) return std::nullopt;
  if (const auto value = assigned_value(tokens, index); value && may_be_global(tokens, index - 2)) return value;
  const bool defined = tokens.is(index + 1, ",") && tokens.is(index - 1, ",") && tokens.is(index - 4, "defineProperty");
  return defined || is_key(tokens, index) ? described_value(tokens, index + 2) : std::nullopt;
}

/// True for a literal that is not an object.
bool is_plain_value(const Token& token) {
  return token.kind == TokenKind::Number || token.kind == TokenKind::String || token.text == "undefined" ||
         token.text == "null";
}

bool is_directory_flag(const Tokens& tokens, std::size_t index) {
  return names(tokens[index], "O_DIRECTORY") &&
         (is_key(tokens, index) || (assigned_value(tokens, index) && names(tokens[index - 2], "constants")));
}

/// True at a key that only an object literal of fs constants has.
bool is_flag(const Tokens& tokens, std::size_t index) {
  return names(tokens[index], "O_WRONLY") && is_key(tokens, index);
}

/// The value of a sum of products of numbers, e.g. `4096 + 8192` or `3 * 4096`; nothing for any other expression.
std::optional<std::uint64_t> constant_value(const Tokens& tokens, std::size_t index) {
  constexpr std::uint64_t limit = std::uint64_t{1} << 32;  // the maximum size of a module's memory
  std::uint64_t sum = 0;
  std::uint64_t product = 1;
  for (;; index += 2) {
    const auto number = whole_number(tokens[index]);
    // Both factors are at most 2^32 and one is smaller: the product cannot overflow.
    if (!number || *number >= limit) return std::nullopt;
    product *= *number;
    if (product > limit) return std::nullopt;
    if (tokens.is(index + 1, "*")) continue;
    sum += product;
    product = 1;
    if (sum > limit) return std::nullopt;
    if (!tokens.is(index + 1, "+")) return sum;
  }
}

/// The number in a comparison with >= shortly before the token at index.
std::optional<std::uint64_t> compared_number(const Tokens& tokens, std::size_t index) {
  constexpr std::size_t max_distance = 24;
  for (std::size_t distance = 1; distance <= max_distance && distance <= index; ++distance) {
    const std::size_t i = index - distance;
    if (tokens.is(i, ">=")) return constant_value(tokens, i + 1);
    if (tokens.is(i, "<=")) return whole_number(tokens[i - 1]);
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::string> used_exports(const Tokens& tokens) {
  std::set<std::string> used;
  std::set<std::string> tested;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!tokens.is(i, "_inst") || !tokens.is_identifier(i)) continue;
    const MemberPath path = tokens.member_path(i + 1, 2);
    if (path.names.size() != 2 || path.names[0] != "exports" || path.names[1].starts_with("testExport")) continue;
    (is_tested(tokens, chain_start(tokens, i), path.end) ? tested : used).insert(path.names[1]);
  }
  std::vector<std::string> names;
  std::ranges::set_difference(used, tested, std::back_inserter(names));
  return names;
}

bool has_directory_flag(const Tokens& tokens) {
  bool has_constants = false;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (is_directory_flag(tokens, i)) return true;
    has_constants = has_constants || is_flag(tokens, i);
  }
  return !has_constants;
}

bool has_path_resolve(const Tokens& tokens) {
  std::set<std::size_t> checked;  // each object is searched once, even if many variables share it
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto value = given_path(tokens, i);
    if (!value || is_plain_value(tokens[*value])) continue;
    const auto object = tokens.is(*value, "{") ? value : tokens.object_of(tokens[*value].text);
    if (!object) return true;
    if (checked.insert(*object).second && find_property(tokens, *object, "resolve")) return true;
  }
  return false;
}

std::optional<std::uint64_t> min_data_address(const Tokens& tokens) {
  constexpr std::string_view message = "total length of command line and environment variables exceeds limit";
  std::optional<std::uint64_t> compared;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens.is(i, "wasmMinDataAddr") && tokens.is(i + 1, "="))
      if (const auto value = constant_value(tokens, i + 2)) return value;
    if (tokens[i].text.size() == message.size() + 2 && string_value(tokens[i]) == message)
      compared = compared_number(tokens, i);
  }
  return compared;
}

}  // namespace wasmpair

#include "shim/umd_wrapper.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

namespace wasmpair {
namespace {

/// A function expression whose body is a block.
struct Function {
  std::size_t start = 0;  ///< Its first token: `function`, or the first of an arrow function's parameters.
  std::size_t body = 0;   ///< Of the {.
  std::vector<std::string_view> parameters;
};

/// Above this number of tokens to look at, nothing can be told, so that time stays linear.
constexpr std::size_t most_parameters = 16;

/// The names between the parentheses that open at index; nothing if there are patterns or default values.
std::optional<std::vector<std::string_view>> names_in(const Tokens& tokens, std::size_t open) {
  std::vector<std::string_view> names;
  for (std::size_t i = open + 1; i < tokens[open].partner; i += 2) {
    const bool ends = tokens.is(i + 1, ",") || i + 1 == tokens[open].partner;
    if (!tokens.is_identifier(i) || !ends || names.size() == most_parameters) return std::nullopt;
    names.push_back(tokens[i].text);
  }
  return names;
}

/// The function expression whose body is the block at brace.
std::optional<Function> function_of(const Tokens& tokens, std::size_t brace) {
  const bool is_arrow = tokens.is(brace - 1, "=>");
  const std::size_t last = is_arrow ? brace - 2 : brace - 1;
  if (is_arrow && tokens.is_identifier(last)) return Function{last, brace, {tokens[last].text}};
  if (!tokens.is(last, ")")) return std::nullopt;
  const std::size_t open = tokens[last].partner;
  auto names = names_in(tokens, open);
  if (!names) return std::nullopt;
  if (is_arrow) return Function{open, brace, std::move(*names)};
  const std::size_t keyword = tokens.is(open - 1, "function") ? open - 1 : open - 2;
  if (!tokens.is(keyword, "function")) return std::nullopt;
  return Function{keyword, brace, std::move(*names)};
}

std::optional<std::size_t> position_of(const std::vector<std::string_view>& names, std::string_view name) {
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names.begin());
}

/// The innermost function around index that has the name as a parameter.
std::optional<Function> binding_function(const Tokens& tokens, std::size_t index) {
  std::optional<Function> innermost;
  for (std::size_t i = 0; i < index; ++i) {
    if (!tokens.is(i, "{") || tokens[i].partner < index) continue;
    std::optional<Function> function = function_of(tokens, i);
    if (function && position_of(function->parameters, tokens[index].text)) innermost = std::move(function);
  }
  return innermost;
}

/// The first tokens of the arguments between the parentheses that open at index.
std::vector<std::size_t> arguments(const Tokens& tokens, std::size_t open) {
  std::vector<std::size_t> starts;
  for (std::size_t i = open + 1; i < tokens[open].partner && starts.size() < most_parameters;
       i = tokens.expression_end(i) + 1)
    starts.push_back(i);
  return starts;
}

/// The parentheses of the call that function is an argument of: those around it, unless they hold it alone.
std::optional<std::size_t> call_around(const Tokens& tokens, const Function& function) {
  std::size_t start = function.start;
  while (tokens.is(start - 1, "(") && tokens[start - 1].partner == tokens[function.body].partner + 1 &&
         !tokens.is(start - 2, ")") && !tokens.is(start - 2, "}"))
    --start;
  for (std::size_t i = start; i-- > 0;) {
    if (tokens[i].partner > function.body) return tokens.is(i, "(") ? std::optional(i) : std::nullopt;
    if (tokens[i].partner < i) i = tokens[i].partner;
  }
  return std::nullopt;
}

/// The function expression that the parentheses at open call: `(function () {})(…)`, `(() => {})(…)`, `!function ()
/// {}(…)`.
std::optional<Function> callee(const Tokens& tokens, std::size_t open) {
  std::size_t end = open - 1;
  if (tokens.is(end, ")") && tokens.is(end - 1, "}")) --end;
  return tokens.is(end, "}") ? function_of(tokens, tokens[end].partner) : std::nullopt;
}

/// False for an assignment, such as `g.Shim = {}`, for a literal, and for CommonJS's exports.
bool may_be_global(const Tokens& tokens, std::size_t argument) {
  while (tokens.is(argument, "(")) ++argument;
  if (tokens.is(argument, "exports") || tokens.is(argument, "{")) return false;
  const std::size_t end = tokens.expression_end(argument);
  for (std::size_t i = argument; i < end; i = tokens[i].partner + 1)
    if (tokens.is_assignment(i)) return tokens.is_identifier(i + 1) && may_be_global(tokens, i + 1);
  return true;
}

}  // namespace

bool is_bundle_object(const Tokens& tokens, std::size_t index) {
  if (!tokens.is_identifier(index) || tokens.is(index - 1, ".")) return false;
  const std::optional<Function> code = binding_function(tokens, index);
  const auto call = code ? call_around(tokens, *code) : std::nullopt;
  const auto wrapper = call ? callee(tokens, *call) : std::nullopt;
  if (!wrapper) return false;
  const std::vector<std::size_t> given = arguments(tokens, *call);
  const auto which = static_cast<std::size_t>(std::ranges::upper_bound(given, code->start) - given.begin()) - 1;
  if (which >= wrapper->parameters.size()) return false;
  const std::size_t parameter = *position_of(code->parameters, tokens[index].text);
  bool is_called = false;
  for (std::size_t i = wrapper->body; i < tokens[wrapper->body].partner; ++i) {
    if (!tokens.is(i, wrapper->parameters[which]) || !tokens.is(i + 1, "(") || tokens.is(i - 1, ".")) continue;
    const std::vector<std::size_t> values = arguments(tokens, i + 1);
    is_called = true;
    if (parameter < values.size() && may_be_global(tokens, values[parameter])) return false;
  }
  return is_called;
}

}  // namespace wasmpair

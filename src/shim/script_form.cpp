#include "shim/script_form.h"

#include <algorithm>

#include "shim/umd_wrapper.h"

namespace wasmpair {
namespace {

/// The maximum number of assignments whose object is looked for; any beyond it may be to the global object. Keeps time
/// linear.
constexpr std::size_t max_followed = 16;

bool is_member(const Tokens& tokens, std::size_t index) {
  return tokens.is(index - 1, ".") || tokens.is(index - 1, "?.");
}

bool is_import_meta(const Tokens& tokens, std::size_t index) {
  return tokens.is(index, "import") && tokens.is(index + 1, ".") && tokens.is(index + 2, "meta") &&
         !is_member(tokens, index);
}

/// True at a keyword that starts a statement of a module, given that it is outside all brackets.
bool starts_module_statement(const Tokens& tokens, std::size_t index) {
  if (is_member(tokens, index)) return false;
  return tokens.is(index, "export") ||
         (tokens.is(index, "import") && !tokens.is(index + 1, "(") && !tokens.is(index + 1, "."));
}

bool is_exports(const Tokens& tokens, std::size_t index) { return tokens.is(index, "exports"); }

bool is_go_text(const Tokens& tokens, std::size_t index) {
  const Token& token = tokens[index];
  return token.kind == TokenKind::String && token.text.size() == 4 && string_value(token) == "Go";
}

/// True at the name in `X.Go = …` or `X["Go"] = …`, where X is not exports.
bool is_assigned_member(const Tokens& tokens, std::size_t index) {
  if (tokens.is(index, "Go") && is_member(tokens, index))
    return tokens.is_assignment(index + 1) && !is_exports(tokens, index - 2);
  return is_go_text(tokens, index) && tokens.is(index - 1, "[") && tokens.is(index + 1, "]") &&
         tokens.is_assignment(index + 2) && !is_exports(tokens, index - 2);
}

/// True at the name in `Object.defineProperty(X, "Go", …)` and `Reflect.set(X, "Go", …)`, where X is not exports.
bool is_defined_property(const Tokens& tokens, std::size_t index) {
  return is_go_text(tokens, index) && tokens.is(index - 1, ",") && tokens.is(index + 1, ",") &&
         !is_exports(tokens, index - 2) &&
         (tokens.is(index - 4, "defineProperty") || (tokens.is(index - 4, "set") && is_member(tokens, index - 4)));
}

/// True at `assign` or `defineProperties` with the arguments `(X, {Go…})`, where X is not exports.
bool merges_go(const Tokens& tokens, std::size_t index) {
  if (!tokens.is(index, "assign") && !tokens.is(index, "defineProperties")) return false;
  const std::size_t object = index + 4;
  if (!tokens.is(index + 1, "(") || is_exports(tokens, index + 2) || !tokens.is(object - 1, ",") ||
      !tokens.is(object, "{"))
    return false;
  return std::ranges::any_of(tokens.properties(object), [](const Property& property) { return property.key == "Go"; });
}

bool declares(const Tokens& tokens, std::size_t index) {
  for (const char* keyword : {"let", "const", "class", "var", "function"})
    if (tokens.is(index - 1, keyword)) return true;
  return false;
}

/// True at the statement `module.exports = …`, which ends a classic script with a ReferenceError unless it is guarded.
bool is_common_js(const Tokens& tokens, std::size_t index) {
  const Token& before = tokens[index - 1];
  const bool starts =
      before.kind == TokenKind::End || before.kind == TokenKind::String || before.text == ";" || before.text == "}";
  return starts && tokens.is(index, "module") && tokens.is(index + 1, ".") && tokens.is(index + 2, "exports") &&
         tokens.is_assignment(index + 3);
}

/// True for a declaration outside all brackets that makes Go a property of the global object.
bool has_global_declaration(const Tokens& tokens) {
  for (std::size_t i = 0; i < tokens.size(); i = tokens.opens(i) ? tokens[i].partner + 1 : i + 1) {
    if (is_common_js(tokens, i)) return false;
    if (tokens.is(i, "Go") && (tokens.is(i - 1, "var") || tokens.is(i - 1, "function"))) return true;
  }
  return false;
}

/// True if Go, which nothing declares, is assigned to.
bool assigns_undeclared(const Tokens& tokens) {
  bool assigned = false;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!tokens.is(i, "Go") || is_member(tokens, i)) continue;
    if (declares(tokens, i)) return false;
    assigned = assigned || tokens.is_assignment(i + 1);
  }
  return assigned;
}

}  // namespace

std::optional<std::size_t> module_syntax(const Tokens& tokens) {
  for (std::size_t i = 0; i < tokens.size(); i = tokens.opens(i) ? tokens[i].partner + 1 : i + 1)
    if (starts_module_statement(tokens, i)) return i;
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (is_import_meta(tokens, i)) return i;
  return std::nullopt;
}

bool sets_global_go(const Tokens& tokens) {
  std::size_t followed = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (is_defined_property(tokens, i) || merges_go(tokens, i)) return true;
    if (is_assigned_member(tokens, i) && (followed++ >= max_followed || !is_bundle_object(tokens, i - 2))) return true;
  }
  return has_global_declaration(tokens) || assigns_undeclared(tokens);
}

}  // namespace wasmpair

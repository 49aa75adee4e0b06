#include "shim/import_object.h"

#include <algorithm>
#include <set>
#include <utility>

namespace wasmpair {
namespace {

/// The maximum number of variables and nested calls followed in a source; any beyond it are unreadable. Keeps time
/// linear and the stack small for any source.
constexpr std::size_t max_followed = 16;

/// The maximum number of names before importObject, as in `this.worker.go.importObject`.
constexpr std::size_t longest_chain = 8;

/// The maximum number of unreadable parts listed separately; the rest count as one that may add any module.
constexpr std::size_t max_unreadable = 16;

/// The path of an object within importObject: empty for importObject itself, one name for an import module.
using ImportPath = std::vector<std::string>;

class Reader {
 public:
  explicit Reader(const Tokens& tokens) : tokens_(tokens) {}

  ImportObject run() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) read_mention(i);
    for (std::size_t i = 0; i < aliases_.size(); ++i) {
      const auto [name, path] = aliases_[i];  // a copy: reading adds aliases
      for (std::size_t token = 0; token < tokens_.size(); ++token)
        if (tokens_.is(token, name) && !tokens_.is(token - 1, ".")) read_members(token + 1, path);
    }
    return {{modules_.begin(), modules_.end()}, {provides_.begin(), provides_.end()}, std::move(unreadable_)};
  }

 private:
  /// Reads a use of importObject if the token is that name, as an identifier, a key or ["importObject"].
  void read_mention(std::size_t index) {
    const Token& token = tokens_[index];
    const bool quoted = token.kind == TokenKind::String && token.text.size() == 14;
    if (!(quoted ? string_value(token) == "importObject" : token.text == "importObject")) return;
    const bool is_key = tokens_.is(index - 1, "{") || tokens_.is(index - 1, ",");
    if (is_key && tokens_.is(index + 1, ":")) return read_object_at({}, index + 2);
    if (quoted && !tokens_.is(index + 1, "]")) return;
    const std::size_t end = quoted ? index + 2 : index + 1;
    if (tokens_.is_assignment(end)) return read_object_at({}, end + 1);
    read_members(end, {});
    read_merge(index, end);
  }

  /// Reads an assignment to a member of the object at path; the member names start at index.
  void read_members(std::size_t index, ImportPath path) {
    const MemberPath members = tokens_.member_path(index, 3);
    path.insert(path.end(), members.names.begin(), members.names.end());
    if (members.names.empty() || path.size() > 2 || !tokens_.is_assignment(members.end)) return;
    const std::size_t value = members.end + 1;
    if (path.size() == 1) return read_object_at(path, value);
    if (is_callable(value)) provide(path[0], path[1]);
  }

  /// Reads Object.assign(….importObject.MODULE, …). index: of importObject; end: of the token after it.
  void read_merge(std::size_t index, std::size_t end) {
    const MemberPath members = tokens_.member_path(end, 2);
    if (members.names.size() > 1 || !tokens_.is(members.end, ",")) return;
    for (std::size_t steps = 0; steps < longest_chain && tokens_.is(index - 1, "."); ++steps) index -= 2;
    if (!tokens_.is(index - 1, "(") || !tokens_.is(index - 2, "assign")) return;
    read_arguments(members.names, members.end + 1);
  }

  void read_arguments(const ImportPath& path, std::size_t index) {
    for (; index < tokens_.size() && !tokens_.is(index, ")"); ++index) {
      read_object_at(path, index);
      index = tokens_.expression_end(index);
      if (!tokens_.is(index, ",")) return;
    }
  }

  /// Reads the expression at index as the object at path.
  void read_object_at(const ImportPath& path, std::size_t index) {
    while (tokens_.is(index, "(")) ++index;
    if (tokens_.is(index, "null") || tokens_.is(index, "undefined") || is_itself(path, index)) return;
    if (!path.empty()) modules_.insert(path[0]);
    if (tokens_.is(index, "{")) return read_literal(path, index);
    if (is_merge_call(index) && may_follow()) return read_arguments(path, index + 4);
    if (tokens_.is_identifier(index) && ends_expression(index + 1)) return follow(path, index);
    add_unreadable(path, index);
  }

  /// True for an expression that adds nothing: an object that is spread into itself, as in
  /// `go.importObject.gojs = {...go.importObject.gojs, …}`.
  bool is_itself(const ImportPath& path, std::size_t index) const {
    MemberPath members = tokens_.member_path(index + 1, longest_chain);
    members.names.emplace(members.names.begin(), tokens_[index].text);
    const auto root = std::ranges::find(members.names, "importObject");
    return root != members.names.end() && ends_expression(members.end) &&
           std::equal(root + 1, members.names.end(), path.begin(), path.end());
  }

  bool is_merge_call(std::size_t index) const {
    return tokens_.is(index, "Object") && tokens_.is(index + 1, ".") &&
           (tokens_.is(index + 2, "assign") || tokens_.is(index + 2, "freeze")) && tokens_.is(index + 3, "(");
  }

  /// Reads the object that the variable at index names.
  void follow(const ImportPath& path, std::size_t index) {
    const auto object = tokens_.object_of(tokens_[index].text);
    if (!object || !may_follow()) return add_unreadable(path, index);
    aliases_.emplace_back(tokens_[index].text, path);
    read_literal(path, *object);
  }

  bool may_follow() { return followed_++ < max_followed; }

  void read_literal(const ImportPath& path, std::size_t open) {
    for (const Property& property : tokens_.properties(open)) {
      if (property.form == Property::Form::Spread)
        read_object_at(path, property.value);
      else if (property.form == Property::Form::Computed)
        add_unreadable(path, property.value);
      else if (path.empty())
        read_module(property);
      else
        read_function(path[0], property);
    }
  }

  void read_module(const Property& property) {
    if (property.form == Property::Form::Value || property.form == Property::Form::Shorthand)
      read_object_at({property.key}, property.value);
    else if (property.form == Property::Form::Getter)
      add_unreadable({property.key}, property.value);
  }

  void read_function(const std::string& module, const Property& property) {
    if (property.form == Property::Form::Setter) return;
    if (property.form == Property::Form::Value && !is_callable(property.value)) return;
    provide(module, property.key);
  }

  /// False for a literal, which cannot be a function.
  bool is_callable(std::size_t index) const {
    const Token& token = tokens_[index];
    const bool literal = token.kind == TokenKind::Number || token.kind == TokenKind::String ||
                         token.kind == TokenKind::Template || token.text == "null" || token.text == "undefined" ||
                         token.text == "true" || token.text == "false";
    return !(literal && ends_expression(index + 1));
  }

  /// True if an expression ends before index: at a comma, a bracket, or a semicolon, which may be omitted.
  bool ends_expression(std::size_t index) const {
    const Token& token = tokens_[index];
    if (token.kind == TokenKind::Punctuator) return token.text.find_first_of(",;)}]") == 0;
    return token.kind == TokenKind::Identifier || token.kind == TokenKind::End ||
           token.kind == TokenKind::TemplateMiddle || token.kind == TokenKind::TemplateTail;
  }

  void provide(const std::string& module, const std::string& name) {
    modules_.insert(module);
    provides_.insert({module, name});
  }

  void add_unreadable(const ImportPath& path, std::size_t index) {
    if (!path.empty()) modules_.insert(path[0]);
    if (unreadable_.size() > max_unreadable) return;
    const bool names_module = !path.empty() && unreadable_.size() < max_unreadable;
    unreadable_.push_back({names_module ? path[0] : "", tokens_.place(index)});
  }

  const Tokens& tokens_;
  std::set<std::string> modules_;
  std::set<ProvidedImport> provides_;
  std::vector<UnreadableImports> unreadable_;
  std::vector<std::pair<std::string_view, ImportPath>> aliases_;
  std::size_t followed_ = 0;
};

}  // namespace

ImportObject read_import_object(const Tokens& tokens) { return Reader(tokens).run(); }

}  // namespace wasmpair

// The tokens of a source, with the basic queries that all patterns are built from.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shim/tokenizer.h"

namespace wasmpair {

/// A property of an object literal or class: its key and the position of its value.
struct Property {
  enum class Form {
    Value,      ///< key: value
    Method,     ///< key(…) {…}, including async and generator methods
    Getter,     ///< get key() {…}
    Setter,     ///< set key(v) {…}
    Shorthand,  ///< key
    Spread,     ///< ...value
    Computed    ///< [expression]: value, where the expression is not a literal
  };
  Form form;
  std::string key;        ///< Decoded; empty for Spread and Computed.
  std::size_t value = 0;  ///< Index of the value's first token; for Shorthand and methods, of the key.
};

/// The member names after an object in an expression, e.g. `.gojs["runtime.wasmExit"]`.
struct MemberPath {
  std::vector<std::string> names;
  std::size_t end = 0;  ///< Index of the token after it.
};

/// Tokens by index. An index out of range, before the first token or after the last, gives a token of kind End.
class Tokens {
 public:
  Tokens(std::string_view source, const std::string& file);

  std::size_t size() const { return tokens_.size(); }
  const Token& operator[](std::size_t index) const { return index < tokens_.size() ? tokens_[index] : end_; }

  /// True if the token at index is text, a name or a punctuator.
  bool is(std::size_t index, std::string_view text) const { return (*this)[index].text == text; }
  bool is_identifier(std::size_t index) const { return (*this)[index].kind == TokenKind::Identifier; }
  /// True for =, ||= and ??=.
  bool is_assignment(std::size_t index) const;
  /// True at an opening bracket.
  bool opens(std::size_t index) const { return (*this)[index].partner > index && index < size(); }

  /// True if a line ends between the token at index and the one before it, even in a comment.
  bool starts_line(std::size_t index) const;

  /// "FILE:LINE:COLUMN" of the token at index, or of the end of the source.
  std::string place(std::size_t index) const;

  /// The end of the expression that starts at index: the index of the next comma at its level, or of the closing
  /// bracket or semicolon that ends it. Skips nested brackets.
  std::size_t expression_end(std::size_t index) const;

  /// The members named from index on: `.a`, `?.a` and `["a"]`, at most limit of them.
  MemberPath member_path(std::size_t index, std::size_t limit) const;

  /// The properties of the object literal whose { is at open.
  std::vector<Property> properties(std::size_t open) const;

  /// The start of the object literal assigned to a variable of that name, as in `const name = {`. Nothing if there is
  /// none, or more than one.
  std::optional<std::size_t> object_of(std::string_view variable) const;

 private:
  Property property(std::size_t index) const;
  void index_objects();

  std::string_view source_;
  std::string file_;
  std::vector<Token> tokens_;
  Token end_;
  std::map<std::string_view, std::vector<std::size_t>> objects_;
};

}  // namespace wasmpair

// URL patterns (WHATWG URL Pattern) as far as Use-As-Dictionary needs them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wasmpair {

/// How far a pattern can be judged.
enum class PatternKind {
  Plain,        ///< Wildcards and names only.
  HasRegExp,    ///< A regular expression: not allowed in Use-As-Dictionary.
  OtherOrigin,  ///< Of another origin than its response: browsers drop it.
  Unclear,      ///< Groups and modifiers, or too long: not judged.
};

class UrlPattern {
 public:
  /// base: the absolute URL of the response with the pattern, without a query.
  UrlPattern(std::string_view pattern, std::string_view base);

  PatternKind kind() const { return kind_; }
  /// url: absolute, without a query. Only for a Plain pattern. Time: the product of both lengths.
  bool matches(std::string_view url) const;
  /// True if a URL with a query may match, too.
  bool covers_queries() const { return covers_queries_; }

 private:
  enum class TokenKind { Character, Anything, Segment };
  struct Token {
    TokenKind kind;
    char character;
  };

  void tokenize(std::string_view pattern);

  PatternKind kind_ = PatternKind::Plain;
  bool covers_queries_ = true;
  std::vector<Token> tokens_;
};

}  // namespace wasmpair

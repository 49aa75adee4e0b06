// Splits JavaScript source into tokens: enough of ECMAScript 2024, chapter 12 (lexical grammar), to find an object
// literal in any script that a browser runs. Comments and white space are dropped.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wasmpair {

enum class TokenKind : std::uint8_t {
  End,         ///< What stands in front of the first token and behind the last.
  Identifier,  ///< A name or a keyword; #private names too.
  Number,
  String,          ///< With its quotes; string_value() decodes it.
  Template,        ///< `…` without a substitution.
  TemplateHead,    ///< `…${
  TemplateMiddle,  ///< }…${
  TemplateTail,    ///< }…`
  RegularExpression,
  Punctuator,
};

struct Token {
  TokenKind kind = TokenKind::End;
  std::string_view text;   ///< As written; points into the source.
  std::size_t offset = 0;  ///< Of its first byte in the source.
  /// The index of the bracket that closes or opens this one: ( ) [ ] { } and the head and tail of a template. Its own
  /// index for every other token.
  std::size_t partner = 0;
};

/// The tokens of source. file is its name for messages. Throws Error, its place "FILE:LINE:COLUMN", for a string,
/// template, comment or regular expression that does not end, a character that no token starts with, and brackets that
/// do not match. Time and memory are linear in the size of the source; nesting costs no stack.
///
/// A slash behind an operand divides, elsewhere it starts a regular expression. The grammar decides that by what may
/// follow; here the token in front decides, and behind ) and } what the bracket was opened for.
std::vector<Token> tokenize(std::string_view source, const std::string& file);

/// What a string or a template without substitutions spells, as UTF-8, its escape sequences decoded; nothing for any
/// other token. An escape sequence that is not valid stands for itself.
std::optional<std::string> string_value(const Token& token);

/// What a number is if it is a whole number below 2^53, e.g. 12288, 0x3000, 12_288 or 1e4; nothing otherwise.
std::optional<std::uint64_t> whole_number(const Token& token);

/// "FILE:LINE:COLUMN"; both count from 1, columns in bytes.
std::string place_in(const std::string& file, std::string_view source, std::size_t offset);

}  // namespace wasmpair

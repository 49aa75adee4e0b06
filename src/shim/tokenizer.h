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
  End,         ///< Before the first token and after the last.
  Identifier,  ///< A name or a keyword, including #private names.
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
  std::size_t offset = 0;  ///< Of the first byte in the source.
  /// The index of the matching bracket, for ( ) [ ] { } and the head and tail of a template. For every other token, its
  /// own index.
  std::size_t partner = 0;
};

/// The tokens of source. file is its name for messages. Throws Error, with the place "FILE:LINE:COLUMN", for an
/// unterminated string, template, comment or regular expression, a character that cannot start a token, and mismatched
/// brackets. Time and memory are linear in the size of the source; nesting uses no stack.
///
/// A slash after an operand divides; elsewhere it starts a regular expression. The grammar decides by what may follow;
/// here the preceding token decides, and after ) and } the purpose of the bracket.
std::vector<Token> tokenize(std::string_view source, const std::string& file);

/// The value of a string, or of a template without substitutions, as UTF-8; nothing for any other token. An invalid
/// escape sequence is left as written.
std::optional<std::string> string_value(const Token& token);

/// The value of a number token that is an integer below 2^53, e.g. 12288, 0x3000, 12_288 or 1e4; nothing otherwise.
std::optional<std::uint64_t> whole_number(const Token& token);

/// The first line terminator from offset on: LF, CR, U+2028 or U+2029 (ECMAScript 2024, 12.3); npos if there is none.
std::size_t find_line_end(std::string_view source, std::size_t offset);

/// "FILE:LINE:COLUMN"; both count from 1, columns in bytes.
std::string place_in(const std::string& file, std::string_view source, std::size_t offset);

}  // namespace wasmpair

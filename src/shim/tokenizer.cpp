#include "shim/tokenizer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "util/ascii.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

/// Longest first: the first match is the token.
constexpr auto punctuators = std::to_array<std::string_view>({
    ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "?\?=", "=>", "==", "!=", "<=",
    ">=",   "&&",  "||",  "??",  "?.",  "++",  "--",  "+=",  "-=",  "*=",  "/=",   "%=", "&=", "|=", "^=",
    "<<",   ">>",  "**",  "{",   "}",   "(",   ")",   "[",   "]",   ".",   ";",    ",",  "<",  ">",  "+",
    "-",    "*",   "/",   "%",   "&",   "|",   "^",   "!",   "~",   "?",   ":",    "=",  "@",
});

/// Keywords that are followed by an expression.
constexpr auto operators_by_name =
    std::to_array<std::string_view>({"return", "typeof", "instanceof", "in", "new", "delete", "void", "throw", "case",
                                     "do", "else", "default", "await", "yield", "extends"});

/// Keywords whose parentheses contain a condition and are followed by a statement.
constexpr auto conditions = std::to_array<std::string_view>({"if", "while", "for", "with"});

/// WhiteSpace and LineTerminator (ECMAScript) beyond ASCII, in UTF-8.
constexpr auto wide_spaces =
    std::to_array<std::string_view>({"\xc2\xa0", "\xef\xbb\xbf", "\xe1\x9a\x80", "\xe2\x80\xa8", "\xe2\x80\xa9",
                                     "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80"});

template <typename Table>
bool contains(const Table& table, std::string_view word) {
  return std::ranges::find(table, word) != table.end();
}

/// All bytes beyond ASCII count as letters: none of them starts another kind of token.
bool is_name_part(char c) {
  return is_word_character(c) || c == '$' || c == '\\' || static_cast<unsigned char>(c) >= 0x80;
}

/// The purpose of a bracket, which decides the meaning of a slash after it closes.
enum class Purpose {
  Condition,    ///< ( after if, while, for, with.
  Parentheses,  ///< Any other (.
  Index,        ///< [
  Block,        ///< { of statements, of a function or of a class.
  Object,       ///< { of an object literal.
  Substitution  ///< ${ in a template.
};

struct OpenBracket {
  std::size_t token;
  Purpose purpose;
  std::size_t conditionals = 0;  ///< The number of ? without their colon so far.
};

class Tokenizer {
 public:
  Tokenizer(std::string_view source, const std::string& file) : source_(source), file_(file) {}

  std::vector<Token> run() {
    if (at("#!")) skip_line();
    for (skip_space(); position_ < source_.size(); skip_space()) read_token();
    if (in_bracket()) fail(tokens_[open_.back().token].offset, "this bracket is not closed");
    return std::move(tokens_);
  }

 private:
  [[noreturn]] void fail(std::size_t offset, std::string problem) const {
    throw Error(place_in(file_, source_, offset), std::move(problem),
                "Check that the file is JavaScript and was not cut off.");
  }

  char peek(std::size_t ahead = 0) const {
    return position_ + ahead < source_.size() ? source_[position_ + ahead] : '\0';
  }
  bool at(std::string_view text) const { return source_.substr(position_).starts_with(text); }

  void skip_line() { position_ = std::min(find_line_end(source_, position_), source_.size()); }

  void skip_space() {
    while (position_ < source_.size()) {
      const char c = peek();
      if (c == ' ' || (c >= '\t' && c <= '\r')) {
        ++position_;
      } else if (at("//")) {
        skip_line();
      } else if (at("/*")) {
        const std::size_t end = source_.find("*/", position_ + 2);
        if (end == std::string_view::npos) fail(position_, "this comment does not end");
        position_ = end + 2;
      } else if (const std::size_t width = wide_space(); width > 0) {
        position_ += width;
      } else {
        return;
      }
    }
  }

  std::size_t wide_space() const {
    if (static_cast<unsigned char>(peek()) < 0x80) return 0;
    const auto found = std::ranges::find_if(wide_spaces, [&](std::string_view space) { return at(space); });
    return found == wide_spaces.end() ? 0 : found->size();
  }

  void read_token() {
    const char c = peek();
    if (c == '"' || c == '\'') return read_string(c);
    if (c == '`') return read_template(position_ + 1, TokenKind::Template, TokenKind::TemplateHead);
    if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return read_number();
    if (is_name_part(c) || (c == '#' && is_name_part(peek(1)))) return read_name();
    if (c == '/' && !after_operand_) return read_regular_expression();
    if (c == '}' && open_.back().purpose == Purpose::Substitution)
      return read_template(position_ + 1, TokenKind::TemplateTail, TokenKind::TemplateMiddle);
    read_punctuator();
  }

  /// Appends the token that ends before end, and continues there.
  void push(TokenKind kind, std::size_t end, bool is_operand) {
    tokens_.push_back({kind, source_.substr(position_, end - position_), position_, tokens_.size()});
    position_ = end;
    after_operand_ = is_operand;
  }

  void read_string(char quote) {
    for (std::size_t i = position_ + 1; i < source_.size(); ++i) {
      if (source_[i] == quote) return push(TokenKind::String, i + 1, true);
      if (source_[i] == '\n') break;
      if (source_[i] == '\\') i += source_.substr(i + 1).starts_with("\r\n") ? 2 : 1;
    }
    fail(position_, "this string does not end");
  }

  /// Reads template characters from start on, up to the closing quote or a substitution. Appends a token of kind closed
  /// or opened, respectively.
  void read_template(std::size_t start, TokenKind closed, TokenKind opened) {
    for (std::size_t i = start; i < source_.size(); ++i) {
      if (source_[i] == '\\') {
        ++i;
      } else if (source_[i] == '`') {
        push(closed, i + 1, true);
        if (closed == TokenKind::TemplateTail) close();
        return;
      } else if (source_[i] == '$' && i + 1 < source_.size() && source_[i + 1] == '{') {
        push(opened, i + 2, false);
        if (opened == TokenKind::TemplateHead) open_.push_back({tokens_.size() - 1, Purpose::Substitution});
        return;
      }
    }
    fail(position_, "this template does not end");
  }

  void read_number() {
    const bool hexadecimal = peek() == '0' && (peek(1) == 'x' || peek(1) == 'X');
    bool fraction = peek() == '.';
    std::size_t end = position_ + 1;
    for (; end < source_.size(); ++end) {
      const char c = source_[end];
      const char before = source_[end - 1];
      const bool exponent_sign = (c == '+' || c == '-') && (before == 'e' || before == 'E') && !hexadecimal;
      const bool point = c == '.' && !fraction;
      if (!exponent_sign && !point && !(is_name_part(c) && c != '\\')) break;
      fraction = fraction || point || before == 'e' || before == 'E';
    }
    push(TokenKind::Number, end, true);
  }

  void read_name() {
    std::size_t end = peek() == '#' ? position_ + 1 : position_;
    while (end < source_.size() && is_name_part(source_[end]) && !ends_name(end))
      end += at_unicode_escape(end) ? source_.find('}', end) - end + 1 : 1;
    const bool property = last_is(".") || last_is("?.");
    const bool is_operator = !property && contains(operators_by_name, source_.substr(position_, end - position_));
    push(TokenKind::Identifier, end, !is_operator);
  }

  /// A wide space ends a name, although its bytes look like letters.
  bool ends_name(std::size_t offset) const {
    if (static_cast<unsigned char>(source_[offset]) < 0x80) return false;
    const std::string_view rest = source_.substr(offset);
    return std::ranges::any_of(wide_spaces, [&](std::string_view space) { return rest.starts_with(space); });
  }

  /// True at \u{…}, whose braces are part of the name.
  bool at_unicode_escape(std::size_t offset) const {
    constexpr std::size_t longest = 16;
    const std::string_view rest = source_.substr(offset, longest);
    return rest.starts_with("\\u{") && rest.find('}') != std::string_view::npos;
  }

  void read_regular_expression() {
    bool in_class = false;
    for (std::size_t i = position_ + 1; i < source_.size() && source_[i] != '\n'; ++i) {
      const char c = source_[i];
      if (c == '\\') {
        ++i;
        if (i < source_.size() && source_[i] == '\n') break;
      } else if (c == '[') {
        in_class = true;
      } else if (c == ']') {
        in_class = false;
      } else if (c == '/' && !in_class) {
        std::size_t end = i + 1;
        while (end < source_.size() && is_name_part(source_[end])) ++end;
        return push(TokenKind::RegularExpression, end, true);
      }
    }
    fail(position_, "this regular expression does not end");
  }

  void read_punctuator() {
    const auto found = std::ranges::find_if(punctuators, [&](std::string_view text) { return at(text); });
    if (found == punctuators.end())
      fail(position_, fmt::format("no token starts with '{}'", source_.substr(position_, 1)));
    std::string_view text = *found;
    if (text == "?." && is_digit(peek(2))) text = "?";  // a?.5:b
    switch (text.size() == 1 ? text.front() : '\0') {
      case '(':
        return open(Purpose::Parentheses);
      case '[':
        return open(Purpose::Index);
      case '{':
        return open(Purpose::Block);
      case ')':
        return close_with("(");
      case ']':
        return close_with("[");
      case '}':
        return close_with("{");
      case '?':
        ++open_.back().conditionals;
        break;
      case ':':
        read_colon();
        break;
      default:
        break;
    }
    push(TokenKind::Punctuator, position_ + text.size(), text == "++" || text == "--");
  }

  /// A colon belongs to the last ? in its bracket, or follows a key, a label or a case.
  void read_colon() {
    colon_in_conditional_ = open_.back().conditionals > 0;
    if (colon_in_conditional_) --open_.back().conditionals;
  }

  void open(Purpose purpose) {
    if (purpose == Purpose::Parentheses && last_is_condition()) purpose = Purpose::Condition;
    if (purpose == Purpose::Block && starts_object()) purpose = Purpose::Object;
    open_.push_back({tokens_.size(), purpose});
    push(TokenKind::Punctuator, position_ + 1, false);
  }

  void close_with(std::string_view opening) {
    if (!in_bracket() || tokens_[open_.back().token].text != opening)
      fail(position_, fmt::format("this '{}' has no matching '{}'", peek(), opening));
    const Purpose purpose = open_.back().purpose;
    push(TokenKind::Punctuator, position_ + 1, purpose != Purpose::Condition && purpose != Purpose::Block);
    close();
  }

  /// Makes the last token the partner of the innermost open bracket.
  void close() {
    const std::size_t opening = open_.back().token;
    tokens_[opening].partner = tokens_.size() - 1;
    tokens_.back().partner = opening;
    open_.pop_back();
  }

  bool in_bracket() const { return open_.size() > 1; }

  bool last_is(std::string_view text) const { return !tokens_.empty() && tokens_.back().text == text; }

  bool last_is_condition() const {
    if (tokens_.empty() || tokens_.back().kind != TokenKind::Identifier) return false;
    const bool property = tokens_.size() > 1 && tokens_[tokens_.size() - 2].text == ".";
    return !property && contains(conditions, tokens_.back().text);
  }

  /// True if a brace here starts an object literal rather than a block.
  bool starts_object() const {
    if (tokens_.empty() || after_operand_ || last_is("=>") || last_is(";") || last_is("}") || last_is(")") ||
        last_is("else") || last_is("do"))
      return false;
    const Purpose around = open_.back().purpose;
    if (last_is(":")) return around != Purpose::Block || colon_in_conditional_;
    return !last_is("{") || around != Purpose::Block;
  }

  std::string_view source_;
  const std::string& file_;
  std::size_t position_ = 0;
  std::vector<Token> tokens_;
  std::vector<OpenBracket> open_{{0, Purpose::Block}};  // the first represents the file
  bool after_operand_ = false;
  bool colon_in_conditional_ = false;
};

}  // namespace

std::size_t find_line_end(std::string_view source, std::size_t offset) {
  for (; offset < source.size(); ++offset) {
    const char c = source[offset];
    if (c == '\n' || c == '\r') return offset;
    const std::string_view three = source.substr(offset, 3);
    if (c == '\xe2' && (three == "\xe2\x80\xa8" || three == "\xe2\x80\xa9")) return offset;
  }
  return std::string_view::npos;
}

std::vector<Token> tokenize(std::string_view source, const std::string& file) { return Tokenizer(source, file).run(); }

std::string place_in(const std::string& file, std::string_view source, std::size_t offset) {
  const std::string_view before = source.substr(0, offset);
  const auto line = std::ranges::count(before, '\n') + 1;
  const std::size_t newline = before.rfind('\n');
  const std::size_t column = newline == std::string_view::npos ? before.size() + 1 : before.size() - newline;
  return fmt::format("{}:{}:{}", file, line, column);
}

}  // namespace wasmpair

// The values of JavaScript's string and number literals (ECMAScript 2024, 12.9.3 and 12.9.4).
#include <charconv>
#include <cmath>

#include "shim/tokenizer.h"

namespace wasmpair {
namespace {

void append_utf8(std::string& out, std::uint32_t code_point) {
  const auto byte = [&](std::uint32_t value) { out += static_cast<char>(value); };
  const auto continuation = [&](unsigned shift) { byte(0x80 | ((code_point >> shift) & 0x3f)); };
  if (code_point < 0x80) {
    byte(code_point);
  } else if (code_point < 0x800) {
    byte(0xc0 | (code_point >> 6));
    continuation(0);
  } else if (code_point < 0x10000) {
    byte(0xe0 | (code_point >> 12));
    continuation(6);
    continuation(0);
  } else {
    byte(0xf0 | (code_point >> 18));
    continuation(12);
    continuation(6);
    continuation(0);
  }
}

/// The value of digits in base; nothing unless all of them are valid.
std::optional<std::uint64_t> parse_digits(std::string_view digits, int base) {
  std::uint64_t value = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value, base);
  if (digits.empty() || error != std::errc() || stop != end) return std::nullopt;
  return value;
}

/// Decodes the escape sequences of one literal's characters.
class Decoder {
 public:
  explicit Decoder(std::string_view characters) : rest_(characters) {}

  std::string run() {
    while (!rest_.empty()) {
      const std::size_t plain = std::min(rest_.find('\\'), rest_.size());
      out_ += take(plain);
      if (rest_.size() < 2) break;
      take(1);
      decode_escape(take(1).front());
    }
    return std::move(out_);
  }

 private:
  std::string_view take(std::size_t count) {
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(taken.size());
    return taken;
  }

  void decode_escape(char c) {
    switch (c) {
      case 'n':
        out_ += '\n';
        break;
      case 't':
        out_ += '\t';
        break;
      case 'r':
        out_ += '\r';
        break;
      case 'b':
        out_ += '\b';
        break;
      case 'v':
        out_ += '\v';
        break;
      case 'f':
        out_ += '\f';
        break;
      case '0':
        out_ += '\0';
        break;
      case '\n':
        break;  // a line continuation
      case '\r':
        if (rest_.starts_with('\n')) take(1);
        break;
      case 'x':
      case 'u':
        decode_code_point(c);
        break;
      default:
        out_ += c;
        break;
    }
  }

  void decode_code_point(char letter) {
    const auto unit = take_code_unit(letter);
    if (!unit) {
      out_ += letter;
      return;
    }
    const bool high_surrogate = *unit >= 0xd800 && *unit < 0xdc00;
    if (high_surrogate && rest_.starts_with("\\u")) {
      const std::string_view before = rest_;
      take(2);
      const auto low = take_code_unit('u');
      if (low && *low >= 0xdc00 && *low < 0xe000)
        return append_utf8(out_, 0x10000 + ((*unit - 0xd800) << 10) + (*low - 0xdc00));
      rest_ = before;
    }
    append_utf8(out_, *unit);
  }

  /// The digits after \x or \u.
  std::optional<std::uint32_t> take_code_unit(char letter) {
    const bool braced = letter == 'u' && rest_.starts_with('{');
    const std::size_t start = braced ? 1 : 0;
    const std::size_t end = braced ? rest_.find('}') : (letter == 'x' ? 2 : 4);
    if (end > rest_.size()) return std::nullopt;
    const auto value = parse_digits(rest_.substr(start, end - start), 16);
    if (!value || *value > 0x10ffff) return std::nullopt;
    take(braced ? end + 1 : end);
    return static_cast<std::uint32_t>(*value);
  }

  std::string_view rest_;
  std::string out_;
};

int base_of(std::string_view digits) {
  if (digits.size() < 2 || digits[0] != '0') return 10;
  switch (digits[1] | 0x20) {
    case 'x':
      return 16;
    case 'o':
      return 8;
    case 'b':
      return 2;
    default:
      return 10;
  }
}

}  // namespace

std::optional<std::string> string_value(const Token& token) {
  if (token.kind != TokenKind::String && token.kind != TokenKind::Template) return std::nullopt;
  return Decoder(token.text.substr(1, token.text.size() - 2)).run();
}

std::optional<std::uint64_t> whole_number(const Token& token) {
  if (token.kind != TokenKind::Number) return std::nullopt;
  std::string digits(token.text);
  std::erase(digits, '_');
  constexpr std::uint64_t exact = std::uint64_t{1} << 53;
  if (const int base = base_of(digits); base != 10) {
    const auto value = parse_digits(std::string_view(digits).substr(2), base);
    return value && *value < exact ? value : std::nullopt;
  }
  double value = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value);
  if (error != std::errc() || stop != end || value < 0 || value >= static_cast<double>(exact) ||
      std::floor(value) != value)
    return std::nullopt;
  return static_cast<std::uint64_t>(value);
}

}  // namespace wasmpair

#include "verify/url_pattern.h"

#include <cstdint>

#include "util/ascii.h"

namespace wasmpair {
namespace {

/// Far more than a pattern needs: matching takes time for each character.
constexpr std::size_t max_pattern_bytes = 1024;

/// "https://host" of an absolute URL.
std::string_view origin_part(std::string_view url) {
  const std::size_t scheme = url.find("://");
  return scheme == std::string_view::npos ? "" : url.substr(0, url.find('/', scheme + 3));
}

bool is_modifier(char c) { return c == '?' || c == '+' || c == '*'; }

}  // namespace

UrlPattern::UrlPattern(std::string_view pattern, std::string_view base) {
  const std::string_view origin = origin_part(base);
  std::string_view before;  // what a relative pattern is resolved against
  if (!origin_part(pattern).empty()) {
    if (origin_part(pattern) != origin) kind_ = PatternKind::OtherOrigin;
  } else {
    before = pattern.starts_with('/') ? origin : base.substr(0, base.rfind('/') + 1);
  }
  if (kind_ != PatternKind::Plain) return;
  if (pattern.size() > max_pattern_bytes) {
    kind_ = PatternKind::Unclear;
    return;
  }
  if (before.empty()) {
    before = origin;
    pattern.remove_prefix(origin.size());
  }
  for (const char c : before) tokens_.push_back({TokenKind::Character, c});
  tokenize(pattern);
}

void UrlPattern::tokenize(std::string_view pattern) {
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    const auto next = [&] { return i + 1 < pattern.size() ? pattern[i + 1] : '\0'; };
    if (c == '(') kind_ = PatternKind::HasRegExp;
    if (c == '{' || c == '}') kind_ = PatternKind::Unclear;
    if (kind_ != PatternKind::Plain) return;
    if (c == '#') return;
    if (c == '?') {
      // What follows is the query's pattern. An empty one is that of URLs without a query.
      const std::string_view query = pattern.substr(i + 1, pattern.find('#', i) - i - 1);
      covers_queries_ = !query.empty();
      return;
    }
    if (c == '*') {
      tokens_.push_back({TokenKind::Anything, c});
      if (is_modifier(next())) ++i;
    } else if (c == ':' && is_word_character(next()) && !is_digit(next())) {
      while (is_word_character(next())) ++i;
      tokens_.push_back({TokenKind::Segment, c});
      if (is_modifier(next()) || next() == '(') kind_ = next() == '(' ? PatternKind::HasRegExp : PatternKind::Unclear;
    } else {
      if (c == '\\' && next() != '\0') ++i;
      tokens_.push_back({TokenKind::Character, pattern[i]});
    }
  }
}

bool UrlPattern::matches(std::string_view url) const {
  // reached[i]: the first i tokens can match what was read so far.
  std::vector<std::uint8_t> reached(tokens_.size() + 1);
  const auto skip_wildcards = [&](std::vector<std::uint8_t>& states) {
    for (std::size_t i = 0; i < tokens_.size(); ++i)
      if (states[i] != 0 && tokens_[i].kind == TokenKind::Anything) states[i + 1] = 1;
  };
  reached[0] = 1;
  skip_wildcards(reached);
  for (const char c : url) {
    std::vector<std::uint8_t> after(reached.size());
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (reached[i] == 0) continue;
      const Token& token = tokens_[i];
      const bool may_repeat = token.kind == TokenKind::Anything || (token.kind == TokenKind::Segment && c != '/');
      if (may_repeat) after[i] = 1;
      if (token.kind == TokenKind::Character ? token.character == c : may_repeat) after[i + 1] = 1;
    }
    skip_wildcards(after);
    reached.swap(after);
  }
  return reached.back() != 0;
}

}  // namespace wasmpair

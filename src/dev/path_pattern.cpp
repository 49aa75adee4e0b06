#include "dev/path_pattern.h"

#include <algorithm>
#include <optional>

#include "util/utf8.h"

namespace wasmpair {
namespace {

/// Takes a character off a text, which is not empty: a byte where it is not UTF-8.
char32_t take_character(std::string_view& text) {
  const std::size_t length = utf8_sequence(text);
  const std::string_view character = text.substr(0, std::max<std::size_t>(length, 1));
  text.remove_prefix(character.size());
  return length == 0 ? U'\xfffd' : code_point(character);
}

bool take(std::string_view& text, char expected) {
  if (!text.starts_with(expected)) return false;
  text.remove_prefix(1);
  return true;
}

/// The end of a range in brackets, possibly escaped. Nothing if it is malformed.
std::optional<char32_t> take_bound(std::string_view& pattern) {
  if (pattern.starts_with('-') || pattern.starts_with(']')) return std::nullopt;
  take(pattern, '\\');
  if (pattern.empty()) return std::nullopt;
  return take_character(pattern);
}

/// Takes the rest of a class after its "[". Nothing if it is malformed.
std::optional<bool> take_class(std::string_view& pattern, char32_t character) {
  const bool is_negated = take(pattern, '^');
  bool is_in_class = false;
  bool is_first = true;
  while (is_first || !take(pattern, ']')) {
    is_first = false;
    const std::optional<char32_t> low = take_bound(pattern);
    const std::optional<char32_t> high = low && take(pattern, '-') ? take_bound(pattern) : low;
    if (!high) return std::nullopt;
    if (*low <= character && character <= *high) is_in_class = true;
  }
  return is_in_class != is_negated;
}

/// Takes what stands for one character off the pattern, which begins with no "*", and the character off the path.
bool take_match(std::string_view& pattern, std::string_view& path) {
  if (pattern.empty() || path.empty()) return false;
  const char32_t character = take_character(path);
  if (take(pattern, '?')) return character != U'/';
  if (take(pattern, '[')) return take_class(pattern, character).value_or(false);
  take(pattern, '\\');
  return !pattern.empty() && take_character(pattern) == character;
}

}  // namespace

bool matches_path_pattern(std::string_view pattern, std::string_view path) {
  // Where the last "*" began to match, and what follows it. Earlier ones need no other try: what a "*" could match
  // more, the last one matches, or a "/" is between them.
  struct Star {
    std::string_view following;
    std::string_view path;
  };
  std::optional<Star> star;
  while (!pattern.empty() || !path.empty()) {
    if (take(pattern, '*')) {
      star = Star{pattern, path};
      continue;
    }
    if (take_match(pattern, path)) continue;
    if (!star || star->path.empty() || take_character(star->path) == U'/') return false;
    pattern = star->following;
    path = star->path;
  }
  return true;
}

}  // namespace wasmpair

#include "util/hide_credentials.h"

#include <algorithm>
#include <vector>

#include "util/ascii.h"

namespace wasmpair {
namespace {

/// A character of a text, also of one that is percent-encoded (RFC 3986, section 2.1), however often.
struct Character {
  char value;
  int level;  // 0: as it is; 1: "%2F"; 2: "%252F"
  std::size_t begin;
  std::size_t end;
};

int hex_digit(char c) { return is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10; }

bool has_hex_pair(std::string_view text, std::size_t at) {
  return at + 1 < text.size() && is_hex_digit(text[at]) && is_hex_digit(text[at + 1]);
}

Character character_at(std::string_view text, std::size_t begin) {
  if (text[begin] != '%' || !has_hex_pair(text, begin + 1)) return {text[begin], 0, begin, begin + 1};
  std::size_t at = begin + 1;
  int level = 1;
  for (; text.substr(at, 2) == "25" && has_hex_pair(text, at + 2); at += 2) ++level;
  return {static_cast<char>(16 * hex_digit(text[at]) + hex_digit(text[at + 1])), level, begin, at + 2};
}

std::vector<Character> characters_of(std::string_view text) {
  std::vector<Character> characters;
  for (std::size_t at = 0; at < text.size(); at = characters.back().end) characters.push_back(character_at(text, at));
  return characters;
}

bool is_slash(char c) { return c == '/' || c == '\\'; }
bool is_space(const Character& c) {
  return c.level == 0 && (c.value == ' ' || c.value == '\t' || c.value == '\r' || c.value == '\n');
}

/// True for what comes before a slash in the path of a file.
bool is_in_path(char c) {
  constexpr std::string_view marks = "-_.~%@+!$)*";
  return is_alphanumeric(c) || marks.find(c) != marks.npos || static_cast<unsigned char>(c) >= 0x80;
}

/// Reads characters one after the other, and says where an authority begins: after the slashes behind a scheme
/// ("http:/" is enough), or after two slashes; not after those within a path that is of no URL ("dir//me@work/app").
class Authorities {
 public:
  /// The next character. True if an authority begins with it.
  bool begins_with(const Character& next) {
    const bool begins = slashes_ > 0 && !is_slash(next.value) &&
                        (before_ == ':' || (slashes_ > 1 && (is_in_url_ || !is_in_path(before_))));
    is_in_url_ = (is_in_url_ || begins) && !is_space(next);
    if (is_slash(next.value)) {
      ++slashes_;
    } else {
      slashes_ = 0;
      before_ = next.value;
    }
    return begins;
  }

 private:
  char before_ = ' ';  // the slashes
  std::size_t slashes_ = 0;
  bool is_in_url_ = false;
};

/// Where the user information of an authority that begins there ends; begin if it has none. What is encoded more often
/// than the authority itself is a part of it, such as "%2F" in a password.
std::size_t end_of_user(const std::vector<Character>& text, std::size_t begin) {
  const int level = text[begin - 1].level;  // of the slash before it
  std::size_t end = begin;
  for (std::size_t i = begin; i < text.size() && !is_space(text[i]); ++i) {
    const auto& [value, encoded, first, last] = text[i];
    if (encoded > level) continue;
    if (is_slash(value) || value == '?' || value == '#') break;
    if (value == '@' && i > begin) end = i + 1;  // of a path, "//@scope/", nothing is secret
  }
  return end;
}

}  // namespace

std::string hide_credentials(std::string_view text) {
  const std::vector<Character> characters = characters_of(text);
  Authorities authorities;
  std::string shown;
  for (std::size_t i = 0; i < characters.size(); ++i) {
    if (authorities.begins_with(characters[i])) i = end_of_user(characters, i);
    if (i < characters.size()) shown += text.substr(characters[i].begin, characters[i].end - characters[i].begin);
  }
  return shown;
}

std::string hide_credentials_of_invalid_url(std::string_view text) {
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos) return std::string(text);
  const std::size_t colon = text.find("://");
  const bool has_scheme = colon < at && std::ranges::all_of(text.substr(0, colon), is_word_character);
  return std::string(text.substr(0, has_scheme ? colon + 3 : 0)) + "***" + std::string(text.substr(at));
}

}  // namespace wasmpair

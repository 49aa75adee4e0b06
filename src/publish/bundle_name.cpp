#include "publish/bundle_name.h"

#include <algorithm>

#include "util/ascii.h"
#include "util/printable.h"
#include "util/utf8.h"
#include "util/windows_device.h"

namespace wasmpair {
namespace {

constexpr std::size_t max_name_bytes = 100;

/// Unicode's spaces (General_Category Zs) beyond ASCII.
bool is_space(char32_t code_point) {
  return code_point == 0xa0 || code_point == 0x1680 || (code_point >= 0x2000 && code_point <= 0x200a) ||
         code_point == 0x202f || code_point == 0x205f || code_point == 0x3000;
}

/// sequence: of one character, as utf8_sequence() finds it.
bool is_name_character(std::string_view sequence) {
  if (sequence.size() == 1) return is_word_character(sequence[0]) || sequence == "-" || sequence == ".";
  const char32_t character = code_point(sequence);
  return is_printable(character) && !is_space(character);
}

bool consists_of_name_characters(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = utf8_sequence(text);
    if (length == 0 || !is_name_character(text.substr(0, length))) return false;
    text.remove_prefix(length);
  }
  return true;
}

}  // namespace

bool is_bundle_name(std::string_view text) {
  return !text.empty() && text.size() <= max_name_bytes && !text.starts_with('-') && !text.starts_with('.') &&
         !text.ends_with('.') && consists_of_name_characters(text) && text != "__proto__" && !is_windows_device(text);
}

std::string bundle_name_from(std::string_view text) {
  std::string name;
  while (!text.empty() && name.size() + 4 <= max_name_bytes) {
    const std::size_t length = utf8_sequence(text);
    const std::string_view character = text.substr(0, std::max<std::size_t>(length, 1));
    name += length != 0 && is_name_character(character) ? character : "_";
    text.remove_prefix(character.size());
  }
  if (name.ends_with('.')) name.back() = '_';
  return is_bundle_name(name) ? name : "_" + name;
}

std::string identifier_of_bundle(std::string_view name) {
  std::string identifier(name);
  std::ranges::replace_if(
      identifier, [](char c) { return c == '-' || c == '.'; }, '_');
  if (is_digit(identifier.front())) identifier.insert(0, "_");
  return identifier;
}

bool are_confusable(std::string_view a, std::string_view b) {
  constexpr const char* heading = "-heading";
  return lower_case(a) == lower_case(b) || identifier_of_bundle(a) == identifier_of_bundle(b) ||
         std::string(a) + heading == b || std::string(b) + heading == a;
}

}  // namespace wasmpair

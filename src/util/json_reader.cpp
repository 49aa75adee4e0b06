#include "util/json_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "util/ascii.h"
#include "util/utf8.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
constexpr std::array<std::string_view, 3> literals = {"true", "false", "null"};

constexpr bool is_high_surrogate(std::uint32_t unit) { return unit >= 0xd800 && unit < 0xdc00; }
constexpr bool is_low_surrogate(std::uint32_t unit) { return unit >= 0xdc00 && unit < 0xe000; }

std::string utf8_of(std::uint32_t code_point) {
  const auto byte = [&](unsigned shift, std::uint32_t lead) {
    return static_cast<char>(lead | ((code_point >> shift) & 0x3fU));
  };
  if (code_point < 0x80) return {static_cast<char>(code_point)};
  if (code_point < 0x800) return {static_cast<char>(0xc0U | (code_point >> 6U)), byte(0, 0x80)};
  if (code_point < 0x10000) return {static_cast<char>(0xe0U | (code_point >> 12U)), byte(6, 0x80), byte(0, 0x80)};
  return {static_cast<char>(0xf0U | (code_point >> 18U)), byte(12, 0x80), byte(6, 0x80), byte(0, 0x80)};
}

/// A reference token of a JSON Pointer (RFC 6901, section 3).
std::string pointer_token(std::string_view key) {
  std::string token;
  for (const char c : key) {
    if (c == '~')
      token += "~0";
    else if (c == '/')
      token += "~1";
    else
      token += c;
  }
  return token;
}

}  // namespace

JsonReader::JsonReader(std::string_view json, JsonSource source, const JsonLimits& limits)
    : json_(json), source_(std::move(source)), limits_(limits) {
  places_.reserve(limits_.depth);
  if (json_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
}

JsonKind JsonReader::kind() {
  skip_space();
  const char first = peek();
  if (first == '{') return JsonKind::Object;
  if (first == '[') return JsonKind::Array;
  if (first == '"') return JsonKind::Text;
  if (first == '-' || is_digit(first)) return JsonKind::Number;
  if (first == 't' || first == 'f' || first == 'n') return JsonKind::Literal;
  fail_syntax();
}

std::string JsonReader::text() {
  if (kind() != JsonKind::Text) fail("it is not a string");
  std::string content;
  scan_text(&content);
  return content;
}

std::uint64_t JsonReader::number() {
  constexpr const char* reason = "it is not a whole number of at least 0";
  if (kind() != JsonKind::Number) fail(reason);
  const std::string_view digits = scan_number();
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error == std::errc::result_out_of_range) fail("it is too large a number");
  if (error != std::errc() || end != digits.data() + digits.size()) fail(reason);
  return number;
}

bool JsonReader::boolean() {
  const std::string_view rest = json_.substr(kind() == JsonKind::Literal ? at_ : json_.size());
  const bool value = rest.starts_with("true");
  if (!value && !rest.starts_with("false")) fail("it is not true or false");
  scan_literal();
  return value;
}

void JsonReader::skip() {
  switch (kind()) {
    case JsonKind::Object:
      return object([&](std::string_view) { skip(); });
    case JsonKind::Array:
      return array([&](std::size_t) { skip(); });
    case JsonKind::Text:
      return skip_text();
    case JsonKind::Number:
      scan_number();
      return;
    case JsonKind::Literal:
      return scan_literal();
  }
}

void JsonReader::finish() {
  skip_space();
  if (at_ != json_.size()) fail_syntax();
}

std::string JsonReader::place() const {
  std::string pointer;
  for (const Place& place : places_) {
    if (place.bracket == '{' ? !place.key : place.count == 0) break;  // nothing in it has begun
    pointer += '/' + (place.key ? pointer_token(*place.key) : std::to_string(place.count - 1));
  }
  return fmt::format("{}:{}", source_.name, pointer.empty() ? "/" : pointer);
}

void JsonReader::fail(const std::string& reason) const {
  throw Error(place(), source_.problem + reason, source_.advice);
}

void JsonReader::begin(char bracket, const char* reason) {
  if (kind() != (bracket == '{' ? JsonKind::Object : JsonKind::Array)) fail(reason);
  if (places_.size() == limits_.depth) fail(fmt::format("it is nested more than {} levels deep", limits_.depth));
  ++at_;
  places_.push_back({bracket, std::nullopt, 0});
}

bool JsonReader::next_member(std::set<std::string>& keys) {
  places_.back().key.reset();  // a mistake in the next key is one of the object
  if (!next('}')) {
    open_keys_ -= keys.size();
    return false;
  }
  std::string key;
  scan_text(&key);
  skip_space();
  expect(':');
  if (++open_keys_ > limits_.open_keys) fail(fmt::format("it has more than {} keys", limits_.open_keys));
  if (!keys.insert(key).second)
    throw Error(source_.name, fmt::format("has the key \"{}\" twice in one object", key), source_.advice);
  places_.back().key = std::move(key);
  return true;
}

/// Goes to the next member or element of the innermost place, if there is one.
bool JsonReader::next(char closing) {
  Place& place = places_.back();
  skip_space();
  if (take(closing)) {
    places_.pop_back();
    return false;
  }
  if (place.count != 0) {
    expect(',');
    skip_space();
  }
  ++place.count;
  return true;
}

void JsonReader::skip_space() { at_ = std::min(json_.find_first_not_of(" \t\r\n", at_), json_.size()); }

bool JsonReader::take(char c) {
  if (at_ == json_.size() || json_[at_] != c) return false;
  ++at_;
  return true;
}

void JsonReader::expect(char c) {
  if (!take(c)) fail_syntax();
}

void JsonReader::scan_text(std::string* content) {
  expect('"');
  while (!take('"')) {
    if (take('\\')) {
      scan_escape(content);
      continue;
    }
    const std::string_view rest = json_.substr(at_);
    const std::size_t length = rest.empty() || static_cast<unsigned char>(rest[0]) < 0x20 ? 0 : utf8_sequence(rest);
    if (length == 0) fail_syntax();
    append(content, rest.substr(0, length));
    at_ += length;
  }
}

void JsonReader::scan_escape(std::string* content) {
  constexpr std::string_view letters = "\"\\/bfnrt";
  constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
  if (take('u')) {
    std::uint32_t code_point = scan_hex();
    if (is_low_surrogate(code_point)) fail_syntax();
    if (is_high_surrogate(code_point)) {
      expect('\\');
      expect('u');
      const std::uint32_t low = scan_hex();
      if (!is_low_surrogate(low)) fail_syntax();
      code_point = 0x10000 + ((code_point - 0xd800) << 10U) + (low - 0xdc00);
    }
    append(content, utf8_of(code_point));
    return;
  }
  const std::size_t letter = at_ < json_.size() ? letters.find(json_[at_]) : letters.npos;
  if (letter == letters.npos) fail_syntax();
  append(content, meanings.substr(letter, 1));
  ++at_;
}

std::uint32_t JsonReader::scan_hex() {
  std::uint32_t unit = 0;
  const std::string_view digits = json_.substr(at_, 4);
  if (digits.size() != 4 || !std::ranges::all_of(digits, is_hex_digit)) fail_syntax();
  std::from_chars(digits.data(), digits.data() + digits.size(), unit, 16);
  at_ += digits.size();
  return unit;
}

std::string_view JsonReader::scan_number() {
  const std::size_t first = at_;
  take('-');
  if (!take('0')) scan_digits();
  if (take('.')) scan_digits();
  if (take('e') || take('E')) {
    if (!take('+')) take('-');
    scan_digits();
  }
  return json_.substr(first, at_ - first);
}

void JsonReader::scan_digits() {
  if (!is_digit(peek())) fail_syntax();
  while (is_digit(peek())) ++at_;
}

void JsonReader::scan_literal() {
  for (const std::string_view literal : literals) {
    if (!json_.substr(at_).starts_with(literal)) continue;
    at_ += literal.size();
    return;
  }
  fail_syntax();
}

void JsonReader::append(std::string* content, std::string_view piece) const {
  if (content == nullptr) return;
  if (content->size() + piece.size() > limits_.text) fail(fmt::format("a text is longer than {} bytes", limits_.text));
  content->append(piece);
}

void JsonReader::fail_syntax() const {
  const std::string_view before = json_.substr(0, at_);
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  throw Error(
      fmt::format("{}:{}:{}", source_.name, std::ranges::count(before, '\n') + 1, before.size() - line_start + 1),
      "is not JSON", source_.advice);
}

}  // namespace wasmpair

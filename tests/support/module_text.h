// Writes modules, well-formed and malformed, from readable text, so that tests show what they feed to the reader.
#pragma once

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include "wasmpair/bytes.h"

namespace wasmpair::testing {

/// A word of the text and its byte.
struct Word {
  std::string_view text;
  std::uint8_t byte;
};

inline constexpr Word words[] = {
    // sections
    {"custom:", 0},
    {"type:", 1},
    {"import:", 2},
    {"function:", 3},
    {"table:", 4},
    {"memory:", 5},
    {"global:", 6},
    {"export:", 7},
    {"start:", 8},
    {"element:", 9},
    {"code:", 10},
    {"data:", 11},
    {"data-count:", 12},
    {"tag:", 13},
    // kinds of imports and exports
    {"function", 0},
    {"table", 1},
    {"memory", 2},
    {"global", 3},
    {"tag", 4},
    // types
    {"func", 0x60},
    {"i32", 0x7f},
    {"i64", 0x7e},
    {"f32", 0x7d},
    {"f64", 0x7c},
    {"v128", 0x7b},
    {"funcref", 0x70},
    {"externref", 0x6f},
    // limits
    {"min", 0},
    {"min-max", 1},
    // instructions
    {"unreachable", 0x00},
    {"nop", 0x01},
    {"block", 0x02},
    {"loop", 0x03},
    {"if", 0x04},
    {"else", 0x05},
    {"end", 0x0b},
    {"br", 0x0c},
    {"br_if", 0x0d},
    {"br_table", 0x0e},
    {"return", 0x0f},
    {"call", 0x10},
    {"call_indirect", 0x11},
    {"return_call", 0x12},
    {"return_call_indirect", 0x13},
    {"drop", 0x1a},
    {"select", 0x1b},
    {"local.get", 0x20},
    {"local.set", 0x21},
    {"local.tee", 0x22},
    {"global.get", 0x23},
    {"global.set", 0x24},
    {"table.get", 0x25},
    {"table.set", 0x26},
    {"i32.load", 0x28},
    {"i32.store", 0x36},
    {"memory.size", 0x3f},
    {"memory.grow", 0x40},
    {"i32.const", 0x41},
    {"i64.const", 0x42},
    {"i32.eqz", 0x45},
    {"i32.lt_s", 0x48},
    {"i32.add", 0x6a},
    {"i32.sub", 0x6b},
    {"ref.null", 0xd0},
    {"ref.is_null", 0xd1},
    {"ref.func", 0xd2},
    {"bulk", 0xfc},
    {"vector", 0xfd},
    // block types
    {"empty", 0x40},
    // data segments
    {"active", 0},
    {"passive", 1},
    {"active-on", 2},
};

/// Turns text into bytes. The text consists of these, separated by spaces or newlines:
///   WORD       the byte of a word above
///   #ff        that byte
///   12         an unsigned number in LEB128
///   s-12, s12  a signed number in LEB128
///   "text"     a name: its length and its bytes
///   'text'     the bytes alone
///   { … }      a block: its length in LEB128 and its bytes
///   {padded …} the same, the length padded to five bytes as Go does
///   magic      the magic number and version 1
///   ;          the rest of the line is a comment
class Assembler {
 public:
  explicit Assembler(std::string_view text) : text_(text) {}

  Bytes run() {
    Bytes bytes = block(0);
    if (position_ != text_.size()) throw std::invalid_argument("a block is closed that was not opened");
    return bytes;
  }

 private:
  static void append(Bytes& bytes, const Bytes& more) { bytes.insert(bytes.end(), more.begin(), more.end()); }

  static Bytes unsigned_number(std::uint64_t value, std::size_t width = 1) {
    Bytes bytes;
    for (; value >= 0x80 || bytes.size() + 1 < width; value >>= 7)
      bytes.push_back(static_cast<std::uint8_t>(0x80 | (value & 0x7f)));
    bytes.push_back(static_cast<std::uint8_t>(value));
    return bytes;
  }

  static Bytes signed_number(std::int64_t value) {
    Bytes bytes;
    for (; value < -64 || value > 63; value >>= 7) bytes.push_back(static_cast<std::uint8_t>(0x80 | (value & 0x7f)));
    bytes.push_back(static_cast<std::uint8_t>(value & 0x7f));
    return bytes;
  }

  /// Everything up to the end of the text or of the block.
  Bytes block(int depth) {
    Bytes bytes;
    while (skip_spaces(), position_ < text_.size()) {
      const std::string_view token = take_token();
      if (token == "}") {
        if (depth == 0) throw std::invalid_argument("a block is closed that was not opened");
        return bytes;
      }
      append(bytes, token.front() == '{' ? sized(block(depth + 1), token) : bytes_of_token(token));
    }
    if (depth != 0) throw std::invalid_argument("a block is not closed");
    return bytes;
  }

  static Bytes sized(const Bytes& content, std::string_view opening) {
    Bytes bytes = unsigned_number(content.size(), opening == "{padded" ? 5 : 1);
    append(bytes, content);
    return bytes;
  }

  static Bytes bytes_of_token(std::string_view token) {
    if (token == "magic") return {0x00, 'a', 's', 'm', 1, 0, 0, 0};
    const std::string_view inner = token.size() > 1 ? token.substr(1, token.size() - 2) : std::string_view();
    if (token.front() == '\'') return Bytes(inner.begin(), inner.end());
    if (token.front() == '"') return sized(Bytes(inner.begin(), inner.end()), "{");
    if (token.front() == '#') return {static_cast<std::uint8_t>(number(token.substr(1), 16))};
    if (token.front() == 's' && token.size() > 1 && token.find_first_not_of("-0123456789", 1) == token.npos)
      return signed_number(number(token.substr(1), 10));
    if (token.front() >= '0' && token.front() <= '9')
      return unsigned_number(static_cast<std::uint64_t>(number(token, 10)));
    const auto* word =
        std::find_if(std::begin(words), std::end(words), [&](const Word& known) { return known.text == token; });
    if (word == std::end(words)) throw std::invalid_argument("not a word: " + std::string(token));
    return {word->byte};
  }

  static std::int64_t number(std::string_view digits, int base) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    if (error != std::errc() || end != digits.data() + digits.size())
      throw std::invalid_argument("not a number: " + std::string(digits));
    return value;
  }

  void skip_spaces() {
    while (position_ < text_.size() && (text_[position_] == ' ' || text_[position_] == '\n' || text_[position_] == ';'))
      position_ = text_[position_] == ';' ? std::min(text_.find('\n', position_), text_.size()) : position_ + 1;
  }

  std::string_view take_token() {
    const std::size_t start = position_;
    const char quote = text_[start];
    if (quote == '"' || quote == '\'') {
      const std::size_t closing = text_.find(quote, start + 1);
      if (closing == text_.npos) throw std::invalid_argument("a quote is not closed");
      position_ = closing + 1;
    } else {
      position_ = std::min(text_.find_first_of(" \n;", start), text_.size());
    }
    return text_.substr(start, position_ - start);
  }

  std::string_view text_;
  std::size_t position_ = 0;
};

/// The bytes that text describes.
inline Bytes assemble(std::string_view text) { return Assembler(text).run(); }

/// A module with the sections that text describes.
inline Bytes module_of(std::string_view text) { return assemble("magic " + std::string(text)); }

/// The smallest module that looks like a Go program for the browser, without data.
inline constexpr std::string_view go_js_sections = R"(
  custom: { "go:buildid" #ff ' Go build ID: "abc/def"' #0a ' ' #ff }
  type: {padded 3  func 1 i32 0   func 2 i32 i32 0   func 0 0 }
  import: {padded 2  "gojs" "runtime.wasmExit" function 0
                     "gojs" "runtime.wasmWrite" function 0 }
  function: {padded 3  1 2 2 }
  memory: {padded 1  min 4 }
  export: {padded 4  "run" function 2  "resume" function 3  "getsp" function 4  "mem" memory 0 }
  code: {padded 3  { 0 end } { 0 end } { 0 end } }
  custom: {padded "producers" 2  "language" 1 "Go" "go1.24.4"  "processed-by" 1 "Go cmd/compile" "go1.24.4" }
)";

}  // namespace wasmpair::testing

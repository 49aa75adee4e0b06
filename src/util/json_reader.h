// Reads untrusted JSON (RFC 8259) from front to back. There is no tree: the caller takes what it needs and skips the
// rest, so time is linear in the text, and memory is what the caller stores.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace wasmpair {

struct JsonLimits {
  std::size_t depth = 32;           ///< Of arrays and objects in each other.
  std::size_t open_keys = 100'000;  ///< Of all objects that have not ended: they are stored to find duplicates.
  std::size_t text = 2'048;         ///< Bytes of a key, or of a text that is read. What is skipped has no limit.
};

/// How a reader reports mistakes.
struct JsonSource {
  std::string name;     ///< Of the file.
  std::string problem;  ///< In front of every reason: "is not a version 1 manifest: ". May be empty.
  std::string advice;
};

enum class JsonKind { Object, Array, Text, Number, Literal };

/// Every function that reads throws Error: for text that is not JSON with line and column; for a duplicate key; and,
/// with the JSON Pointer (RFC 6901) of the value, above a limit or if the value is not of the kind that is read.
class JsonReader {
 public:
  /// json must outlive the reader.
  JsonReader(std::string_view json, JsonSource source, const JsonLimits& limits = {});

  /// The kind of the next value.
  JsonKind kind();

  /// Reads an object. Calls read(key) for each member, in order, which must read or skip the value.
  template <typename Read>
  void object(const Read& read) {
    begin('{', "it is not an object");
    std::set<std::string> keys;
    while (next_member(keys)) read(std::string_view(*places_.back().key));
  }

  /// Reads an array. Calls read(index) for each element, which must read or skip it.
  template <typename Read>
  void array(const Read& read) {
    begin('[', "it is not an array");
    while (next(']')) read(places_.back().count - 1);
  }

  std::string text();
  /// A whole number from 0 to 2^64 - 1, without fraction and exponent.
  std::uint64_t number();
  bool boolean();
  void skip();
  /// Expects that nothing but white space follows.
  void finish();

  /// "NAME:/pages/0/url": the place of the value that is read, or was read last in its object or array.
  std::string place() const;
  /// Throws Error at place().
  [[noreturn]] void fail(const std::string& reason) const;

 private:
  /// An array or object that has begun, and the member or element that is read in it.
  struct Place {
    char bracket;                    // '{' or '['
    std::optional<std::string> key;  // of the member
    std::size_t count = 0;           // of the members or elements that have begun
  };

  void begin(char bracket, const char* reason);
  bool next_member(std::set<std::string>& keys);
  bool next(char closing);

  void skip_space();
  char peek() const { return at_ < json_.size() ? json_[at_] : '\0'; }
  bool take(char c);
  void expect(char c);
  void skip_text() { scan_text(nullptr); }
  void scan_text(std::string* content);
  void scan_escape(std::string* content);
  std::uint32_t scan_hex();
  std::string_view scan_number();
  void scan_digits();
  void scan_literal();
  void append(std::string* content, std::string_view piece) const;
  [[noreturn]] void fail_syntax() const;

  std::string_view json_;
  JsonSource source_;
  JsonLimits limits_;
  std::size_t at_ = 0;
  std::size_t open_keys_ = 0;
  std::vector<Place> places_;  // never reallocated: keys are passed to the caller
};

}  // namespace wasmpair

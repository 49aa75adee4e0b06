#include "publish/dictionary_names.h"

#include <fmt/format.h>

#include <algorithm>

#include "http/percent_encoding.h"

namespace wasmpair {
namespace {

/// Regular expressions of nginx, Caddy and Apache refer to nine groups, between which eight characters are left out.
constexpr std::ptrdiff_t max_left_out = 8;

bool is_left_out(char c) { return c == '+' || c == '/' || c == '='; }

}  // namespace

std::string dictionary_match(std::string_view bundle) { return percent_encode(bundle) + ".*.wasm?"; }

std::string dictionary_key(const Sha256& dictionary) {
  std::string key = dictionary.base64();
  std::erase_if(key, is_left_out);
  return key;
}

bool is_servable(const Sha256& dictionary) {
  std::string digits = dictionary.base64();
  digits.pop_back();  // the "=" is not within a group
  return std::ranges::count_if(digits, is_left_out) <= max_left_out;
}

std::string delta_path(std::string_view module, const Sha256& dictionary, std::string_view extension) {
  return fmt::format("{}.{}{}", module, dictionary_key(dictionary), extension);
}

}  // namespace wasmpair

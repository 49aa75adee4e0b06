#include "http/field_syntax.h"

#include <algorithm>

#include "util/ascii.h"

namespace wasmpair {
namespace {

bool is_token_character(char c) {
  constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
  return is_alphanumeric(c) || marks.find(c) != marks.npos;
}

}  // namespace

bool is_token(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_token_character); }

bool is_plain_field_value(std::string_view text) {
  constexpr std::string_view marks = " ;,=/.+-*_";
  const bool is_plain =
      std::ranges::all_of(text, [&](char c) { return is_alphanumeric(c) || marks.find(c) != marks.npos; });
  return is_plain && !text.empty() && text.front() != ' ' && text.back() != ' ' && text.find("  ") == text.npos;
}

}  // namespace wasmpair

#include "deliver/html_context.h"

#include <algorithm>

#include "util/text.h"

namespace wasmpair {
namespace {

// HTML Standard, section 13.2.5: the tokenizer's states, less those that make no difference to a value.

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }
bool ends_name(char c) { return is_space(c) || c == '/' || c == '>' || c == '='; }

/// The front of rest up to the first character that ends a name.
std::string take_name(std::string_view& rest) {
  const auto end = std::ranges::find_if(rest, ends_name);
  const auto length = static_cast<std::size_t>(end - rest.begin());
  std::string name = lower_case(rest.substr(0, length));
  rest.remove_prefix(length);
  return name;
}

HtmlContext::Where content_of(std::string_view element) {
  using Where = HtmlContext::Where;
  if (element == "script") return Where::Script;
  if (element == "style") return Where::Style;
  if (element == "title" || element == "textarea") return Where::PlainText;
  return Where::Text;
}

}  // namespace

void HtmlContext::read(std::string_view text) {
  if (text.empty()) return;
  last_ = text.back();
  at_value_start_ = false;
  for (std::string_view rest = text; !rest.empty();) {
    switch (where_) {
      case Where::Text:
        read_text(rest);
        break;
      case Where::Tag:
        read_tag(rest);
        break;
      case Where::DoubleQuoted:
      case Where::SingleQuoted:
        read_quoted(rest);
        break;
      case Where::Comment:
        read_until(rest, "-->");
        break;
      case Where::Script:
      case Where::Style:
      case Where::PlainText:
        read_until_end_tag(rest);
        break;
    }
  }
}

void HtmlContext::skip_value() {
  last_ = 'x';
  at_value_start_ = false;
}

bool HtmlContext::operator==(const HtmlContext& other) const {
  if (where_ != other.where_) return false;
  if (where_ == Where::Text || where_ == Where::Comment) return true;
  return element_ == other.element_ && attribute_ == other.attribute_ && is_end_tag_ == other.is_end_tag_ &&
         expects_value_ == other.expects_value_;
}

void HtmlContext::read_text(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find('<'), rest.size()));
  if (rest.empty()) return;
  rest.remove_prefix(1);
  if (rest.starts_with("!--")) {
    rest.remove_prefix(3);
    where_ = Where::Comment;
    return;
  }
  is_end_tag_ = rest.starts_with('/');
  if (is_end_tag_) rest.remove_prefix(1);
  // "<!doctype" and "<?" end as tags do.
  const bool is_tag = !rest.empty() && (is_letter(rest[0]) || rest[0] == '!' || rest[0] == '?');
  if (!is_tag) return;
  element_ = take_name(rest);
  attribute_.clear();
  expects_value_ = false;
  where_ = Where::Tag;
}

void HtmlContext::read_tag(std::string_view& rest) {
  const char c = rest[0];
  if (c == '>') {
    rest.remove_prefix(1);
    end_tag();
  } else if (is_space(c) || c == '/') {
    rest.remove_prefix(1);
  } else if (c == '=') {
    rest.remove_prefix(1);
    expects_value_ = true;
  } else if (expects_value_ && (c == '"' || c == '\'')) {
    rest.remove_prefix(1);
    expects_value_ = false;
    at_value_start_ = rest.empty();
    where_ = c == '"' ? Where::DoubleQuoted : Where::SingleQuoted;
  } else if (expects_value_) {
    // A value without quotes goes on over "/" and "=".
    const auto end = std::ranges::find_if(rest, [](char d) { return is_space(d) || d == '>'; });
    rest.remove_prefix(static_cast<std::size_t>(end - rest.begin()));
    expects_value_ = false;
  } else {
    attribute_ = take_name(rest);
  }
}

void HtmlContext::read_quoted(std::string_view& rest) {
  const std::size_t end = rest.find(where_ == Where::DoubleQuoted ? '"' : '\'');
  if (end == std::string_view::npos) {
    rest = {};
    return;
  }
  rest.remove_prefix(end + 1);
  where_ = Where::Tag;
}

void HtmlContext::read_until(std::string_view& rest, std::string_view end) {
  const std::size_t at = rest.find(end);
  if (at == std::string_view::npos) {
    rest = {};
    return;
  }
  rest.remove_prefix(at + end.size());
  where_ = Where::Text;
}

void HtmlContext::read_until_end_tag(std::string_view& rest) {
  const std::string end = "</" + element_;
  while (true) {
    rest.remove_prefix(std::min(rest.find('<'), rest.size()));
    if (rest.empty()) return;
    const bool is_end =
        lower_case(rest.substr(0, end.size())) == end && (rest.size() == end.size() || ends_name(rest[end.size()]));
    if (is_end) break;
    rest.remove_prefix(1);
  }
  rest.remove_prefix(end.size());
  is_end_tag_ = true;
  attribute_.clear();
  expects_value_ = false;
  where_ = Where::Tag;
}

void HtmlContext::end_tag() {
  expects_value_ = false;
  attribute_.clear();
  where_ = is_end_tag_ ? Where::Text : content_of(element_);
}

}  // namespace wasmpair

#include "pages/html_context.h"

#include <algorithm>

#include "util/ascii.h"

namespace wasmpair {
namespace {

// HTML Standard, section 13.2.5: the tokenizer's states, except those that make no difference to a value.

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }
bool ends_element_name(char c) { return is_space(c) || c == '/' || c == '>'; }
bool ends_attribute_name(char c) { return ends_element_name(c) || c == '='; }

/// Removes from rest everything before the first character that ends a name; returns it in lower case.
std::string take_name(std::string_view& rest, bool (*ends)(char)) {
  const auto end = std::ranges::find_if(rest, ends);
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
        read_comment(rest);
        break;
      case Where::Script:
      case Where::Style:
      case Where::PlainText:
        read_until_end_tag(rest);
        break;
    }
  }
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
    if (rest.starts_with('>') || rest.starts_with("->")) {  // an empty comment
      rest.remove_prefix(rest.find('>') + 1);
      where_ = Where::Text;
    }
    return;
  }
  is_end_tag_ = rest.starts_with('/');
  if (is_end_tag_) rest.remove_prefix(1);
  // "<!doctype" and "<?" end like tags. A value after "<" would begin a tag, too.
  const bool is_tag = rest.empty() || is_letter(rest[0]) || rest[0] == '!' || rest[0] == '?';
  if (!is_tag) return;
  element_ = take_name(rest, ends_element_name);
  attribute_.clear();
  expects_value_ = false;
  where_ = Where::Tag;
}

void HtmlContext::read_tag(std::string_view& rest) {
  const char c = rest[0];
  if (c == '>') {
    rest.remove_prefix(1);
    end_tag();
  } else if (is_space(c) || (c == '/' && !expects_value_)) {
    rest.remove_prefix(1);
  } else if (expects_value_) {
    expects_value_ = false;
    read_value(rest);
  } else if (c == '=') {
    rest.remove_prefix(1);
    expects_value_ = true;
  } else {
    attribute_ = take_name(rest, ends_attribute_name);
  }
}

void HtmlContext::read_value(std::string_view& rest) {
  const char c = rest[0];
  if (c == '"' || c == '\'') {
    rest.remove_prefix(1);
    at_value_start_ = rest.empty();
    where_ = c == '"' ? Where::DoubleQuoted : Where::SingleQuoted;
    return;
  }
  // A value without quotes continues past "/", "=" and quotes.
  const auto end = std::ranges::find_if(rest, [](char d) { return is_space(d) || d == '>'; });
  rest.remove_prefix(static_cast<std::size_t>(end - rest.begin()));
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

void HtmlContext::read_comment(std::string_view& rest) {
  const std::size_t end = std::min(rest.find("-->"), rest.find("--!>"));
  if (end == std::string_view::npos) {
    rest = {};
    return;
  }
  rest.remove_prefix(rest.find('>', end) + 1);
  where_ = Where::Text;
}

void HtmlContext::read_until_end_tag(std::string_view& rest) {
  const std::string end = "</" + element_;
  while (true) {
    rest.remove_prefix(std::min(rest.find('<'), rest.size()));
    if (rest.empty()) return;
    const bool is_end = lower_case(rest.substr(0, end.size())) == end &&
                        (rest.size() == end.size() || ends_element_name(rest[end.size()]));
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

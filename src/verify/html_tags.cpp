#include "verify/html_tags.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "util/ascii.h"

namespace wasmpair {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }
bool ends_name(char c) { return is_space(c) || c == '/' || c == '>'; }

/// "amp" -> '&', "#39" and "#x27" -> '\''. Only ASCII occurs in what verify reads.
std::optional<char> character(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, char>, 5> names = {
      {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}};
  const auto* found = std::ranges::find(names, name, &std::pair<std::string_view, char>::first);
  if (found != names.end()) return found->second;
  if (!name.starts_with('#')) return std::nullopt;
  name.remove_prefix(1);
  const bool is_hex = name.starts_with('x') || name.starts_with('X');
  if (is_hex) name.remove_prefix(1);
  unsigned code = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), code, is_hex ? 16 : 10);
  if (error != std::errc() || end != name.data() + name.size() || code == 0 || code >= 0x80) return std::nullopt;
  return static_cast<char>(code);
}

std::string decode(std::string_view value) {
  constexpr std::size_t longest = 8;
  std::string decoded;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const std::size_t end = value[i] == '&' ? value.substr(i, longest).find(';') : std::string_view::npos;
    const auto known = end == std::string_view::npos ? std::nullopt : character(value.substr(i + 1, end - 1));
    decoded += known.value_or(value[i]);
    if (known) i += end;
  }
  return decoded;
}

/// After a "<".
bool begins_tag(std::string_view text) {
  if (text.starts_with('/')) text.remove_prefix(1);
  return !text.empty() && is_letter(text[0]);
}

/// Elements whose content browsers do not read as markup, when scripts run (HTML Standard, section 13.2.6.4).
bool has_text_only(std::string_view name) {
  constexpr std::array<std::string_view, 8> names = {"script", "style",    "title",   "textarea",
                                                     "xmp",    "noscript", "noembed", "iframe"};
  return std::ranges::find(names, name) != names.end();
}

}  // namespace

std::string HtmlTag::value(const std::string& attribute) const {
  const auto found = attributes.find(attribute);
  return found == attributes.end() ? "" : found->second;
}

bool HtmlTags::next(HtmlTag& tag) {
  had_text_ = false;
  if (!find_tag()) return false;
  tag = {};
  const bool is_end = now() == '/';
  if (is_end) ++at_;
  tag.name = (is_end ? "/" : "") + lower_case(take_until(ends_name));
  take_attributes(tag);
  if (has_text_only(tag.name)) tag.content = take_content(tag.name);
  return true;
}

/// Moves past the next "<" that begins a tag.
bool HtmlTags::find_tag() {
  while (!is_done()) {
    const char c = now();
    ++at_;
    const std::string_view rest = html_.substr(at_);
    if (c != '<')
      had_text_ = had_text_ || !is_space(c);
    else if (begins_tag(rest))
      return true;
    else if (rest.starts_with("!--"))
      skip_past("-->");
    else if (rest.starts_with('!') || rest.starts_with('?') || rest.starts_with('/'))
      skip_past(">");  // <!doctype html>
    else
      had_text_ = true;
  }
  return false;
}

void HtmlTags::skip_past(std::string_view end) {
  const std::size_t found = html_.find(end, at_);
  at_ = found == std::string_view::npos ? html_.size() : found + end.size();
}

template <typename Predicate>
std::string_view HtmlTags::take_until(Predicate ends) {
  const std::size_t start = at_;
  while (!is_done() && !ends(now())) ++at_;
  return html_.substr(start, at_ - start);
}

void HtmlTags::skip_spaces() {
  while (!is_done() && is_space(now())) ++at_;
}

/// Reads up to and including the ">" of the tag.
void HtmlTags::take_attributes(HtmlTag& tag) {
  while (!is_done() && now() != '>') {
    if (is_space(now()) || now() == '/' || now() == '=') {
      ++at_;
      continue;
    }
    std::string name = lower_case(take_until([](char c) { return ends_name(c) || c == '='; }));
    skip_spaces();
    std::string_view value;
    if (!is_done() && now() == '=') {
      ++at_;
      value = take_value();
    }
    tag.attributes.emplace(std::move(name), decode(value));
  }
  if (!is_done()) ++at_;
}

std::string_view HtmlTags::take_value() {
  skip_spaces();
  if (is_done()) return {};
  const char quote = now();
  if (quote != '"' && quote != '\'') return take_until([](char c) { return is_space(c) || c == '>'; });
  ++at_;
  const std::string_view value = take_until([quote](char c) { return c == quote; });
  if (!is_done()) ++at_;
  return value;
}

/// Up to the end tag of that name.
std::string_view HtmlTags::take_content(const std::string& name) {
  const std::size_t start = at_;
  for (; (at_ = std::min(html_.find("</", at_), html_.size())) < html_.size(); at_ += 2) {
    const std::string_view rest = html_.substr(at_ + 2);
    const bool is_end = lower_case(rest.substr(0, name.size())) == name;
    if (is_end && (rest.size() == name.size() || ends_name(rest[name.size()]))) break;
  }
  return html_.substr(start, at_ - start);
}

}  // namespace wasmpair

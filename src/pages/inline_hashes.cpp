#include "pages/inline_hashes.h"

#include <algorithm>
#include <array>
#include <map>

#include "util/ascii.h"
#include "util/text_bytes.h"
#include "wasmpair/digest.h"

namespace wasmpair {
namespace {

/// The types that make a script code (HTML Standard, section 4.12.1); any other makes it a data block.
constexpr std::array<std::string_view, 8> code_types = {
    "",          "text/javascript", "application/javascript", "application/x-javascript", "module", "text/ecmascript",
    "importmap", "speculationrules"};

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }
bool ends_name(char c) { return is_space(c) || c == '/' || c == '>'; }

using Attributes = std::map<std::string, std::string>;

/// The hash that a browser computes, which reads line ends of every kind as "\n".
std::string hash_source(std::string_view content) {
  std::string text;
  text.reserve(content.size());
  for (std::size_t i = 0; i < content.size(); ++i) {
    if (content[i] != '\r') text += content[i];
    if (content[i] == '\r' && (i + 1 == content.size() || content[i + 1] != '\n')) text += '\n';
  }
  return "'" + integrity(bytes_of(text)) + "'";
}

void add(std::vector<std::string>& sources, std::string_view content) {
  std::string source = hash_source(content);
  if (std::ranges::find(sources, source) == sources.end()) sources.push_back(std::move(source));
}

class Scanner {
 public:
  explicit Scanner(std::string_view html) : html_(html) {}

  InlineHashes scan() {
    while ((at_ = html_.find('<', at_)) < html_.size()) {
      if (html_.substr(at_).starts_with("<!--"))
        skip_past("-->");
      else if (at_ + 1 < html_.size() && is_letter(html_[at_ + 1]))
        element();
      else
        ++at_;
    }
    return std::move(hashes_);
  }

 private:
  void skip_past(std::string_view end) {
    const std::size_t found = html_.find(end, at_);
    at_ = found == std::string_view::npos ? html_.size() : found + end.size();
  }

  void element() {
    ++at_;
    const std::string name = lower_case(take_until(ends_name));
    const Attributes attributes = take_attributes();
    if (name != "script" && name != "style" && name != "title" && name != "textarea") return;
    const std::string_view content = take_content(name);
    const auto type = attributes.find("type");
    const std::string kind = type == attributes.end() ? "" : lower_case(type->second);
    if (name == "style") add(hashes_.styles, content);
    if (name == "script" && !attributes.contains("src") && std::ranges::find(code_types, kind) != code_types.end())
      add(hashes_.scripts, content);
  }

  template <typename Predicate>
  std::string_view take_until(Predicate ends) {
    const std::size_t start = at_;
    while (at_ < html_.size() && !ends(html_[at_])) ++at_;
    return html_.substr(start, at_ - start);
  }

  void skip_spaces() {
    while (at_ < html_.size() && is_space(html_[at_])) ++at_;
  }

  /// Reads up to and including the ">" of the tag. The first of two attributes with one name counts.
  Attributes take_attributes() {
    Attributes attributes;
    while (at_ < html_.size() && html_[at_] != '>') {
      if (is_space(html_[at_]) || html_[at_] == '/' || html_[at_] == '=') {
        ++at_;
        continue;
      }
      std::string name = lower_case(take_until([](char c) { return ends_name(c) || c == '='; }));
      skip_spaces();
      std::string_view value;
      if (at_ < html_.size() && html_[at_] == '=') {
        ++at_;
        value = take_value();
      }
      attributes.emplace(std::move(name), value);
    }
    if (at_ < html_.size()) ++at_;
    return attributes;
  }

  std::string_view take_value() {
    skip_spaces();
    if (at_ == html_.size()) return {};
    const char quote = html_[at_];
    if (quote != '"' && quote != '\'') return take_until([](char c) { return is_space(c) || c == '>'; });
    ++at_;
    const std::string_view value = take_until([quote](char c) { return c == quote; });
    if (at_ < html_.size()) ++at_;
    return value;
  }

  /// The text between the start tag and the end tag of an element whose content is not markup.
  std::string_view take_content(const std::string& name) {
    const std::size_t start = at_;
    const std::string end = "</" + name;
    while ((at_ = std::min(html_.find("</", at_), html_.size())) < html_.size()) {
      const std::string_view rest = html_.substr(at_);
      const bool is_end = lower_case(rest.substr(0, end.size())) == end;
      if (is_end && (rest.size() == end.size() || ends_name(rest[end.size()]))) break;
      at_ += 2;
    }
    return html_.substr(start, at_ - start);
  }

  std::string_view html_;
  std::size_t at_ = 0;
  InlineHashes hashes_;
};

}  // namespace

InlineHashes inline_hashes(std::string_view html) { return Scanner(html).scan(); }

}  // namespace wasmpair

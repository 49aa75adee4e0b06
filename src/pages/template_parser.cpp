#include "pages/template_parser.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "util/ascii.h"
#include "util/nearest.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

struct PlaceName {
  std::string_view word;
  Place place;
};

constexpr std::array place_names = {
    PlaceName{"text", Place::Text},
    PlaceName{"attribute", Place::Attribute},
    PlaceName{"url", Place::Url},
    PlaceName{"json", Place::Json},
};

/// Deeper nesting is a mistake, or an attack on the stack.
constexpr int max_loop_depth = 16;

constexpr std::string_view verbatim_end = "{{endverbatim}}";

/// A member of a value: an identifier, whose letters may be of any script. Whether it exists is known later.
bool is_member(std::string_view text) {
  const auto is_part = [](char c) { return is_word_character(c) || static_cast<unsigned char>(c) >= 0x80; };
  return !text.empty() && !is_digit(text[0]) && std::ranges::all_of(text, is_part);
}

bool is_value(std::string_view text) {
  if (text.empty() || text.starts_with('[')) return false;
  while (!text.empty())
    if (!take_member(text)) return false;
  return true;
}

/// "["name"]" at the front of a value: the name, and the number of bytes up to the bracket's end. Nothing if it does
/// not end.
struct Subscript {
  std::string_view name;
  std::size_t length;
};

std::optional<Subscript> subscript_in(std::string_view value) {
  constexpr std::string_view quotes = "\"'";
  if (value.size() < 2 || quotes.find(value[1]) == quotes.npos) return std::nullopt;
  const std::size_t end = value.find(value[1], 2);
  if (end == value.npos || end == 2 || !value.substr(end + 1).starts_with(']')) return std::nullopt;
  return Subscript{value.substr(2, end - 2), end + 2};
}

class Parser {
 public:
  explicit Parser(const TemplateSource& source) : source_(source) {}

  std::vector<TemplateNode> parse() {
    std::vector<TemplateNode> nodes = parse_until_end();
    if (at_ < source_.text.size())
      fail(tag_, "{{end}} without {{each}}", "Remove it, or add the {{each}} that it ends.");
    return nodes;
  }

 private:
  /// Reads up to the end of the text, or up to the {{end}} of the loop around it.
  std::vector<TemplateNode> parse_until_end() {
    std::vector<TemplateNode> nodes;
    while (true) {
      const std::size_t open = std::min(source_.text.find("{{", at_), source_.text.size());
      if (open > at_)
        nodes.push_back({.kind = TemplateNode::Kind::Literal, .literal = source_.text.substr(at_, open - at_)});
      at_ = open;
      if (at_ == source_.text.size()) return nodes;
      const std::vector<Word> words = read_tag();
      const std::string_view word = words[0].text;
      if (words.size() == 1 && word == "end") return nodes;
      nodes.push_back(word == "each"       ? loop(words)
                      : word == "snippet"  ? snippet(words)
                      : word == "verbatim" ? verbatim(words)
                                           : placeholder(words));
    }
  }

  struct Word {
    std::string_view text;
    std::size_t offset;
  };

  /// The words between "{{" and "}}", at least one. Afterwards at_ is after the "}}", but still before an {{end}}.
  std::vector<Word> read_tag() {
    tag_ = at_;
    const std::size_t close = source_.text.find("}}", tag_);
    if (close == std::string_view::npos || source_.text.substr(tag_, close - tag_).find('\n') != std::string_view::npos)
      fail(tag_, "\"{{\" without \"}}\" on the same line",
           "Close the placeholder with \"}}\"; put a literal \"{{\" between {{verbatim}} and {{endverbatim}}.");
    std::vector<Word> words;
    std::size_t at = tag_ + 2;
    while ((at = source_.text.find_first_not_of(" \t", at)) < close) {
      const std::size_t end = word_end(at, close);
      words.push_back({source_.text.substr(at, end - at), at});
      at = end;
    }
    if (words.empty()) fail(tag_, "an empty placeholder", "Write {{text NAME}}, or remove it.");
    if (words.size() != 1 || words[0].text != "end") at_ = close + 2;
    return words;
  }

  /// A blank ends a word, unless it is in a name in brackets.
  std::size_t word_end(std::size_t at, std::size_t close) const {
    while (at < close && source_.text[at] != ' ' && source_.text[at] != '\t') {
      const auto subscript = source_.text[at] == '[' ? subscript_in(source_.text.substr(at, close - at)) : std::nullopt;
      at += subscript ? subscript->length : 1;
    }
    return at;
  }

  TemplateNode placeholder(const std::vector<Word>& words) {
    const auto* found = std::ranges::find(place_names, words[0].text, &PlaceName::word);
    if (words[0].text == "endverbatim")
      fail(words[0].offset, "{{endverbatim}} without {{verbatim}}", "Remove it, or add the {{verbatim}} that it ends.");
    if (found == place_names.end()) {
      std::vector<std::string_view> known;
      std::ranges::transform(place_names, std::back_inserter(known), &PlaceName::word);
      known.insert(known.end(), {"snippet", "each", "end", "verbatim", "endverbatim"});
      fail(words[0].offset, fmt::format("unknown word \"{}\"", words[0].text), suggest(words[0].text, known));
    }
    if (words.size() != 2 || !is_value(words[1].text))
      fail(tag_, "a placeholder takes the word for its place and one value",
           "Write, for example, {{text bundle.name}}.");
    return {.kind = TemplateNode::Kind::Placeholder,
            .place = found->place,
            .value = words[1].text,
            .offset = words[1].offset};
  }

  TemplateNode snippet(const std::vector<Word>& words) const {
    const bool about_value = words.size() == 3 && is_value(words[2].text);
    if (!about_value && (words.size() != 2 || !is_identifier(words[1].text)))
      fail(tag_, "this is not a snippet", "Write {{snippet loader}} or, for example, {{snippet preload bundle}}.");
    return {.kind = TemplateNode::Kind::Snippet,
            .snippet = words[1].text,
            .value = about_value ? words[2].text : "",
            .offset = words[1].offset};
  }

  TemplateNode verbatim(const std::vector<Word>& words) {
    if (words.size() != 1) fail(words[1].offset, "{{verbatim}} takes no words", "Put the text after it.");
    const std::size_t end = source_.text.find(verbatim_end, at_);
    if (end == std::string_view::npos)
      fail(tag_, "{{verbatim}} without {{endverbatim}}", "Add {{endverbatim}} where the text ends.");
    TemplateNode node{.kind = TemplateNode::Kind::Literal, .literal = source_.text.substr(at_, end - at_)};
    at_ = end + verbatim_end.size();
    return node;
  }

  TemplateNode loop(const std::vector<Word>& words) {
    const std::size_t tag = tag_;
    if (words.size() != 4 || !is_identifier(words[1].text) || words[2].text != "in" || !is_value(words[3].text))
      fail(tag, "this is not a loop", "Write, for example, {{each bundle in bundles}} … {{end}}.");
    if (depth_ == max_loop_depth) fail(tag, fmt::format("more than {} nested loops", max_loop_depth), "Use fewer.");
    ++depth_;
    TemplateNode node{.kind = TemplateNode::Kind::Loop,
                      .variable = words[1].text,
                      .value = words[3].text,
                      .offset = words[3].offset,
                      .body = parse_until_end()};
    if (at_ == source_.text.size()) fail(tag, "{{each}} without {{end}}", "Add {{end}} where the loop ends.");
    --depth_;
    at_ = source_.text.find("}}", at_) + 2;
    return node;
  }

  [[noreturn]] void fail(std::size_t offset, std::string problem, std::string advice) const {
    throw Error(place_in(source_, offset), std::move(problem), std::move(advice));
  }

  const TemplateSource& source_;
  std::size_t at_ = 0;   // where to read next
  std::size_t tag_ = 0;  // the last "{{"
  int depth_ = 0;        // the number of open loops
};

}  // namespace

std::string_view word_of(Place place) { return std::ranges::find(place_names, place, &PlaceName::place)->word; }

std::vector<TemplateNode> parse_template(const TemplateSource& source) { return Parser(source).parse(); }

std::optional<std::string_view> take_member(std::string_view& value) {
  std::string_view name = value.substr(0, value.find_first_of(".["));
  std::size_t length = name.size();
  if (value.starts_with('[')) {
    const std::optional<Subscript> subscript = subscript_in(value);
    if (!subscript) return std::nullopt;
    name = subscript->name;
    length = subscript->length;
  } else if (!is_member(name)) {
    return std::nullopt;
  }
  value.remove_prefix(length);
  if (value.empty() || value.starts_with('[')) return name;
  if (!value.starts_with('.') || value.size() == 1 || value[1] == '[') return std::nullopt;
  value.remove_prefix(1);
  return name;
}

std::string place_in(const TemplateSource& source, std::size_t offset) {
  const std::string_view before = source.text.substr(0, offset);
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  return fmt::format("{}:{}:{}", source.name, std::ranges::count(before, '\n') + 1, offset - line_start + 1);
}

std::string suggest(std::string_view word, const std::vector<std::string_view>& candidates) {
  const std::string_view near = nearest(word, candidates);
  if (!near.empty()) return fmt::format("Did you mean \"{}\"?", near);
  return fmt::format("Known here: {}.", fmt::join(candidates, ", "));
}

}  // namespace wasmpair

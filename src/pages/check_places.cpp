#include "pages/check_places.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "pages/html_context.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

using Where = HtmlContext::Where;

/// Attributes whose value is a URL that the page navigates to or loads.
constexpr std::array<std::string_view, 8> url_attributes = {"action",     "background", "cite",   "data",
                                                            "formaction", "href",       "poster", "src"};

bool is_url_attribute(std::string_view name) { return std::ranges::find(url_attributes, name) != url_attributes.end(); }

bool is_quote(char c) { return c == '"' || c == '\'' || c == '`'; }

class Checker {
 public:
  explicit Checker(const TemplateSource& source) : source_(source) {}

  void check(const std::vector<TemplateNode>& nodes) {
    for (const TemplateNode& node : nodes) {
      switch (node.kind) {
        case TemplateNode::Kind::Literal:
          unread_ += node.literal;
          break;
        case TemplateNode::Kind::Placeholder:
          read();
          check_placeholder(node);
          context_.skip_value();
          last_ = ' ';
          break;
        case TemplateNode::Kind::Snippet:
          read();
          if (!is_html() || context_.where() != Where::Text)
            fail(node, "a snippet is markup: it is valid only between tags", "Move it into a page's <head> or <body>.");
          break;
        case TemplateNode::Kind::Loop:
          read();
          check_loop(node);
          break;
      }
    }
    read();
  }

 private:
  bool is_html() const { return source_.language == PageLanguage::Html; }

  /// Reads the pending text as one piece, since {{verbatim}} may occur within a tag's name.
  void read() {
    if (unread_.empty()) return;
    last_ = unread_.back();
    if (is_html()) context_.read(unread_);
    unread_.clear();
  }

  void check_loop(const TemplateNode& loop) {
    const HtmlContext before = context_;
    check(loop.body);
    if (!(context_ == before))
      fail(loop, "the loop begins and ends in different contexts",
           "Close the tags, quotes and comments that it opens inside the loop.");
  }

  void check_placeholder(const TemplateNode& node) const {
    if (!is_html()) {
      if (node.place != Place::Json)
        fail(node, fmt::format("{{{{{} …}}}} is for HTML, but this is a script", word_of(node.place)),
             fmt::format("Write {{{{json {}}}}}, which adds its own quotes.", node.value));
      refuse_quotes(node);
      return;
    }
    const std::optional<Place> needed = needed_place(node);
    if (!needed) fail(node, fmt::format("a value cannot be inserted {}", description()), advice_without_place());
    if (node.place != *needed)
      fail(node, fmt::format("{{{{{} …}}}} is used {}", word_of(node.place), description()),
           fmt::format("Write {{{{{} {}}}}}.", word_of(*needed), node.value));
    if (node.place == Place::Json) refuse_quotes(node);
  }

  /// The place that the placeholder must name, or nothing where no value is safe.
  std::optional<Place> needed_place(const TemplateNode& node) const {
    switch (context_.where()) {
      case Where::Text:
      case Where::PlainText:
      case Where::Comment:
        return Place::Text;
      case Where::Script:
        return Place::Json;
      case Where::DoubleQuoted:
      case Where::SingleQuoted:
        return place_in_value(node);
      case Where::Tag:
      case Where::Style:
        break;
    }
    return std::nullopt;
  }

  /// The start of a URL decides what it does; a value after that is only a part.
  std::optional<Place> place_in_value(const TemplateNode& node) const {
    const std::string& name = context_.attribute();
    if (name.starts_with("on")) return std::nullopt;
    if (is_url_attribute(name))
      return context_.at_value_start() || node.place == Place::Url ? Place::Url : Place::Attribute;
    return Place::Attribute;
  }

  std::string description() const {
    switch (context_.where()) {
      case Where::Script:
        return "in a script";
      case Where::Style:
        return "in a style sheet";
      case Where::Tag:
        return "in a tag outside an attribute's quotes";
      case Where::DoubleQuoted:
      case Where::SingleQuoted:
        return fmt::format("in the attribute \"{}\"", context_.attribute());
      case Where::Text:
      case Where::PlainText:
      case Where::Comment:
        break;
    }
    return "in text";
  }

  std::string advice_without_place() const {
    if (context_.where() == Where::Tag) return "Put the attribute's value in quotes.";
    if (context_.where() == Where::Style) return "Put it into an attribute, and select that in the style sheet.";
    return "Put it into a data- attribute that a script reads.";
  }

  void refuse_quotes(const TemplateNode& node) const {
    if (is_quote(last_)) fail(node, "{{json …}} is used in quotes, but adds its own", "Remove the quotes around it.");
  }

  [[noreturn]] void fail(const TemplateNode& node, std::string problem, std::string advice) const {
    throw Error(place_in(source_, node.offset), std::move(problem), std::move(advice));
  }

  const TemplateSource& source_;
  HtmlContext context_;
  std::string unread_;  // literal text that context_ has not read yet
  char last_ = ' ';     // the last character before this place
};

}  // namespace

void check_places(const TemplateSource& source, const std::vector<TemplateNode>& nodes) {
  Checker(source).check(nodes);
}

}  // namespace wasmpair

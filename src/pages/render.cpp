#include "pages/render.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "pages/check_places.h"
#include "pages/escape.h"
#include "util/utf8.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

using nlohmann::ordered_json;

constexpr const char* utf8_advice = "Use UTF-8 for --name, --base and file names.";

class Renderer {
 public:
  Renderer(const TemplateSource& source, const TemplateValues& values) : source_(source), values_(values) {}

  void render(const std::vector<TemplateNode>& nodes) {
    for (const TemplateNode& node : nodes) {
      switch (node.kind) {
        case TemplateNode::Kind::Literal:
          out_ += node.literal;
          break;
        case TemplateNode::Kind::Placeholder:
          out_ += escaped(node);
          break;
        case TemplateNode::Kind::Snippet:
          out_ += snippet(node);
          break;
        case TemplateNode::Kind::Loop:
          loop(node);
          break;
      }
    }
  }

  std::string take() { return std::move(out_); }

 private:
  void loop(const TemplateNode& node) {
    const ordered_json& list = find(node);
    if (!list.is_structured()) fail(node, "is not a list", "Loop over a list, such as bundles.");
    for (const ordered_json& element : list) {
      variables_.emplace_back(node.variable, &element);
      render(node.body);
      variables_.pop_back();
    }
  }

  std::string escaped(const TemplateNode& node) {
    const ordered_json& value = find(node);
    if (node.place == Place::Json) return script_json(value);
    if (!value.is_string() && !value.is_number())
      fail(node, "is neither text nor a number", "Name one of its members, or use {{json …}} in a script element.");
    const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
    if (!is_utf8(text)) fail(node, "is not UTF-8", utf8_advice);
    if (node.place != Place::Url) return escape_html(text);
    const std::optional<std::string> url = escape_url(text);
    if (!url) fail(node, "is a URL that is neither relative nor http(s)", "Use a relative or an http(s) URL.");
    return *url;
  }

  std::string snippet(const TemplateNode& node) {
    const auto found = std::ranges::find(values_.snippets, node.snippet, &Snippet::name);
    if (found == values_.snippets.end()) {
      std::vector<std::string_view> known;
      for (const Snippet& snippet : values_.snippets) known.push_back(snippet.name);
      throw Error(place_in(source_, node.offset), fmt::format("there is no snippet \"{}\"", node.snippet),
                  suggest(node.snippet, known));
    }
    if (found->takes_value == node.value.empty())
      throw Error(place_in(source_, node.offset),
                  fmt::format("\"{}\" takes {}", node.snippet, found->takes_value ? "a value" : "no value"),
                  found->takes_value ? fmt::format("Write, for example, {{{{snippet {} bundle}}}}.", node.snippet)
                                     : fmt::format("Write {{{{snippet {}}}}}.", node.snippet));
    try {
      return found->write(node.value.empty() ? ordered_json() : find(node));
    } catch (const Error& error) {  // which does not know its place in the template
      if (!error.place().empty()) throw;
      throw Error(place_in(source_, node.offset), error.problem(), error.advice());
    }
  }

  /// Looks up the first name among the variables of the loops, innermost first, then among the values.
  const ordered_json& find(const TemplateNode& node) {
    std::string_view rest = node.value;
    const std::string_view first = take_member(rest).value_or("");
    const ordered_json* value = nullptr;
    for (auto variable = variables_.rbegin(); variable != variables_.rend() && value == nullptr; ++variable)
      if (variable->first == first) value = variable->second;
    if (value == nullptr) value = &member(values_.values, first, node);
    while (!rest.empty()) value = &member(*value, take_member(rest).value_or(""), node);
    return *value;
  }

  const ordered_json& member(const ordered_json& object, std::string_view name, const TemplateNode& node) {
    if (!object.is_object()) fail(node, fmt::format("has no member \"{}\"", name), "Omit the member.");
    const auto found = object.find(std::string(name));
    if (found != object.end()) return *found;
    std::vector<std::string_view> known;
    const bool is_outermost = &object == &values_.values;
    if (const auto withheld = values_.withheld.find(name); is_outermost && withheld != values_.withheld.end())
      fail(node, "has no value in this run", withheld->second);
    if (is_outermost)
      for (const auto& [variable, value] : variables_) known.push_back(variable);
    for (const auto& entry : object.items()) known.push_back(entry.key());
    fail(node, fmt::format("does not exist: there is no \"{}\"", name), suggest(name, known));
  }

  [[noreturn]] void fail(const TemplateNode& node, std::string_view problem, std::string advice) const {
    throw Error(place_in(source_, node.offset), fmt::format("\"{}\" {}", node.value, problem), std::move(advice));
  }

  const TemplateSource& source_;
  const TemplateValues& values_;
  std::vector<std::pair<std::string_view, const ordered_json*>> variables_;
  std::string out_;
};

}  // namespace

std::string render(const TemplateSource& source, const TemplateValues& values) {
  const std::vector<TemplateNode> nodes = parse_template(source);
  check_places(source, nodes);
  Renderer renderer(source, values);
  try {
    renderer.render(nodes);
  } catch (const ordered_json::type_error&) {  // 316, from dump()
    throw Error(std::string(source.name), "cannot write: a name or the base URL is not UTF-8", utf8_advice);
  }
  return renderer.take();
}

}  // namespace wasmpair

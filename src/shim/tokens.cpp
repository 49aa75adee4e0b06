#include "shim/tokens.h"

#include <algorithm>

namespace wasmpair {

Tokens::Tokens(std::string_view source, const std::string& file)
    : source_(source), file_(file), tokens_(tokenize(source, file)) {
  end_.offset = source.size();
  index_objects();
}

void Tokens::index_objects() {
  for (std::size_t i = 0; i < size(); ++i)
    if (is_identifier(i) && is_assignment(i + 1) && is(i + 2, "{") && !is(i - 1, "."))
      objects_[tokens_[i].text].push_back(i + 2);
}

bool Tokens::is_assignment(std::size_t index) const { return is(index, "=") || is(index, "||=") || is(index, "?\?="); }

std::string Tokens::place(std::size_t index) const { return place_in(file_, source_, (*this)[index].offset); }

bool Tokens::starts_line(std::size_t index) const {
  const Token& before = (*this)[index - 1];
  const std::size_t start = before.offset + before.text.size();
  const std::string_view between = source_.substr(start, (*this)[index].offset - start);
  return find_line_end(between, 0) != std::string_view::npos;
}

std::size_t Tokens::expression_end(std::size_t index) const {
  while (index < size()) {
    const Token& token = tokens_[index];
    if (token.partner < index || token.text == "," || token.text == ";") return index;
    index = token.partner + 1;
  }
  return index;
}

MemberPath Tokens::member_path(std::size_t index, std::size_t limit) const {
  MemberPath path{{}, index};
  while (path.names.size() < limit) {
    const bool optional = is(path.end, "?.");
    const std::size_t bracket = optional ? path.end + 1 : path.end;
    if ((optional || is(path.end, ".")) && is_identifier(path.end + 1)) {
      path.names.emplace_back((*this)[path.end + 1].text);
      path.end += 2;
    } else if (is(bracket, "[") && is(bracket + 2, "]") && string_value((*this)[bracket + 1])) {
      path.names.push_back(*string_value((*this)[bracket + 1]));
      path.end = bracket + 3;
    } else {
      break;
    }
  }
  return path;
}

std::vector<Property> Tokens::properties(std::size_t open) const {
  std::vector<Property> found;
  const std::size_t close = (*this)[open].partner;
  for (std::size_t i = open + 1; i < close; i = expression_end(i) + 1)
    if (!is(i, ",")) found.push_back(property(i));
  return found;
}

Property Tokens::property(std::size_t index) const {
  if (is(index, "...")) return {Property::Form::Spread, "", index + 1};
  auto form = Property::Form::Method;
  const auto ends_key = [&](std::size_t i) { return is(i, "(") || is(i, ":") || is(i, ",") || is(i, "}"); };
  while ((is(index, "get") || is(index, "set") || is(index, "async") || is(index, "*")) && !ends_key(index + 1)) {
    if (is(index, "get")) form = Property::Form::Getter;
    if (is(index, "set")) form = Property::Form::Setter;
    ++index;
  }
  const bool computed = is(index, "[");
  const Token& name = (*this)[computed ? index + 1 : index];
  const std::size_t end = computed ? (*this)[index].partner + 1 : index + 1;
  const auto text = string_value(name);
  if (computed && (end != index + 3 || !text)) return {Property::Form::Computed, "", end + 1};
  std::string key = text ? *text : std::string(name.text);
  if (is(end, ":")) return {Property::Form::Value, std::move(key), end + 1};
  if (is(end, "(")) return {form, std::move(key), index};
  return {Property::Form::Shorthand, std::move(key), index};
}

std::optional<std::size_t> Tokens::object_of(std::string_view variable) const {
  const auto found = objects_.find(variable);
  if (found == objects_.end() || found->second.size() != 1) return std::nullopt;
  return found->second.front();
}

}  // namespace wasmpair

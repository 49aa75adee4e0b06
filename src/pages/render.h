// Renders a template (template_parser.h) with values.
#pragma once

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "pages/template_parser.h"

namespace wasmpair {

/// Prepared markup that a template can insert by name.
struct Snippet {
  std::string_view name;
  bool takes_value;  ///< True for {{snippet NAME VALUE}}, false for {{snippet NAME}}.
  /// The escaped markup; value is null for a snippet that takes none. Throws Error, without a place, for an unsuitable
  /// value.
  std::function<std::string(const nlohmann::ordered_json& value)> write;
};

/// The names that a template can use.
struct TemplateValues {
  nlohmann::ordered_json values;  ///< An object.
  std::vector<Snippet> snippets = {};
  std::map<std::string, std::string, std::less<>> withheld = {};  ///< Names without a value in this run, with advice.
};

/// The template's text with each value escaped for its place. Throws Error with FILE:LINE:COLUMN for a value or snippet
/// that does not exist (and suggests the likely one), is used in a place other than the one that it names
/// (check_places.h), is not text or a number where one is needed, or is a URL with a scheme other than http and https;
/// and, without line and column, if a value is not UTF-8.
std::string render(const TemplateSource& source, const TemplateValues& values);

}  // namespace wasmpair

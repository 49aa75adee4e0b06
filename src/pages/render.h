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

/// Prepared markup that a template can ask for by name.
struct Snippet {
  std::string_view name;
  bool is_about_value;  ///< {{snippet NAME VALUE}}, or {{snippet NAME}}.
  /// The markup, escaped; value is null for one that is about none. Throws Error, without a place, for a value that it
  /// cannot be about.
  std::function<std::string(const nlohmann::ordered_json& value)> write;
};

/// What a template can name.
struct TemplateValues {
  nlohmann::ordered_json values;  ///< An object.
  std::vector<Snippet> snippets = {};
  std::map<std::string, std::string, std::less<>> withheld = {};  ///< Values that this run lacks, with advice.
};

/// The template's text with each value escaped for the place where it stands. Throws Error with FILE:LINE:COLUMN for a
/// value or snippet that does not exist (with the likely one), that stands in another place than it says
/// (check_places.h), that is not text or a number where one is needed, or that is a URL with a scheme other than http
/// and https; and, without line and column, if a value is not UTF-8.
std::string render(const TemplateSource& source, const TemplateValues& values);

}  // namespace wasmpair

// Renders a template (template_parser.h) with values.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "deliver/template_parser.h"

namespace wasmpair {

/// The template's text with each value escaped for the place where it stands. values: an object. Throws Error with
/// FILE:LINE:COLUMN for a value that does not exist (with the likely one), that is not text or a number where one is
/// needed, or that is a URL with a scheme other than http and https.
std::string render(const TemplateSource& source, const nlohmann::ordered_json& values);

}  // namespace wasmpair

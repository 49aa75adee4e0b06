// Escapes values for the place in a page where they are inserted. A value escaped for one place is not safe in another.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace wasmpair {

/// For text between tags and for attribute values in quotes of either kind: & < > " ' as character references.
std::string escape_html(std::string_view text);

/// For href and src in quotes: like escape_html, and characters that a URL cannot contain are percent-encoded (RFC
/// 3986, section 2; a "%" that starts a percent-encoded byte is left alone). Nothing if the URL has a scheme other than
/// http and https, because a "javascript:" would run.
std::optional<std::string> escape_url(std::string_view url);

/// For the inside of a <script> element: JSON in which no character can end the element, open a comment or break a line
/// of JavaScript (< > & U+2028 U+2029 as \uXXXX). Throws nlohmann::json::type_error for text that is not UTF-8.
std::string script_json(const nlohmann::ordered_json& value);

}  // namespace wasmpair

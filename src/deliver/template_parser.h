// The template language.
//
//   template    = { text | placeholder | loop }
//   placeholder = "{{" place value "}}"
//   place       = "text" | "attribute" | "url" | "json"     where in the page it stands, and so how it is escaped
//   loop        = "{{each" name "in" value "}}" template "{{end}}"
//   value       = name { "." name }                         looked up in the innermost loop first
//   name        = letter { letter | digit | "_" }
//
// There is no way to write a value without saying where it stands. Placeholder and value are each on one line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wasmpair {

/// A template's text and the name that messages give it.
struct TemplateSource {
  std::string_view name;  ///< "index.html"
  std::string_view text;
};

enum class Place {
  Text,       ///< Between tags.
  Attribute,  ///< An attribute's value, in quotes.
  Url,        ///< The value of href or src, in quotes.
  Json,       ///< The whole content of a <script> element of a JSON type.
};

/// A piece of a parsed template. Views point into the source.
struct TemplateNode {
  enum class Kind { Literal, Placeholder, Loop };
  Kind kind;
  std::string_view literal = {};        ///< Of a Literal.
  Place place = Place::Text;            ///< Of a Placeholder.
  std::string_view variable = {};       ///< Of a Loop: what its body calls each element.
  std::string_view value = {};          ///< Of a Placeholder or Loop: "bundle.wasm.url".
  std::size_t offset = 0;               ///< Of the value in the source.
  std::vector<TemplateNode> body = {};  ///< Of a Loop.
};

/// Throws Error with FILE:LINE:COLUMN and, for a misspelt word, the likely one.
std::vector<TemplateNode> parse_template(const TemplateSource& source);

/// "index.html:12:7"; lines and columns count from 1, columns in bytes.
std::string place_in(const TemplateSource& source, std::size_t offset);

/// "Did you mean …?" with the candidate nearest to word, or the list of them if none is near.
std::string suggest(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace wasmpair

// The template language, in HTML pages and in scripts.
//
//   template    = { text | placeholder | snippet | loop | verbatim }
//   placeholder = "{{" place value "}}"
//   place       = "text" | "attribute" | "url" | "json"     its place in the page, and so how it is escaped
//   snippet     = "{{snippet" name [ value ] "}}"           prepared markup, with a value for some
//   loop        = "{{each" name "in" value "}}" template "{{end}}"
//   verbatim    = "{{verbatim}}" anything "{{endverbatim}}" copied unchanged: for another template engine's "{{"
//   value       = name { "." name | "[" string "]" }        looked up in the innermost loop first
//   string      = '"' characters '"' | "'" characters "'"   a name that is not an identifier: assets["img/logo.png"]
//   name        = ( letter | "_" ) { letter | digit | "_" }
//
// A value cannot be written without naming its place, and check_places() ensures that it is used in that place. Each
// "{{…}}" is on one line.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "publish/page_type.h"

namespace wasmpair {

/// A template's text, and its name in messages.
struct TemplateSource {
  std::string_view name;  ///< "index.html"
  std::string_view text;
  PageLanguage language = PageLanguage::Html;
};

enum class Place {
  Text,       ///< Between tags.
  Attribute,  ///< An attribute's value, in quotes.
  Url,        ///< The value of href or src, in quotes.
  Json,       ///< In a script: an expression, or the whole content of a <script> element of a JSON type.
};

/// The word of a place: "text".
std::string_view word_of(Place place);

/// A piece of a parsed template. Views point into the source.
struct TemplateNode {
  enum class Kind { Literal, Placeholder, Snippet, Loop };
  Kind kind;
  std::string_view literal = {};        ///< Of a Literal.
  Place place = Place::Text;            ///< Of a Placeholder.
  std::string_view variable = {};       ///< Of a Loop: the name of each element in its body.
  std::string_view snippet = {};        ///< Of a Snippet: its name.
  std::string_view value = {};          ///< "bundle.wasm.url"; may be empty for a Snippet.
  std::size_t offset = 0;               ///< Of the value, or of a Snippet's name, in the source.
  std::vector<TemplateNode> body = {};  ///< Of a Loop.
};

/// Throws Error with FILE:LINE:COLUMN and, for a misspelled word, the likely one.
std::vector<TemplateNode> parse_template(const TemplateSource& source);

/// Takes the first member off a value, and what separates it from the next one: "url" of "url", "img/logo.png" of
/// "['img/logo.png'].url", which leaves "url". Nothing if the value is malformed there.
std::optional<std::string_view> take_member(std::string_view& value);

/// "index.html:12:7"; lines and columns count from 1, columns in bytes.
std::string place_in(const TemplateSource& source, std::size_t offset);

/// "Did you mean …?" with the candidate nearest to word, or the list of them if none is near.
std::string suggest(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace wasmpair

// Use-As-Dictionary (RFC 9842, section 2.1): which later responses may refer to this one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wasmpair {

struct UseAsDictionary {
  std::string match;                                     ///< A URL pattern.
  std::optional<std::vector<std::string>> destinations;  ///< Of match-dest, if it is there.
  std::string type = "raw";
};

/// Nothing if browsers ignore the field: it violates the grammar of a dictionary (RFC 9651), as far as these members
/// are concerned, or has no match.
std::optional<UseAsDictionary> parse_use_as_dictionary(std::string_view field_value);

}  // namespace wasmpair

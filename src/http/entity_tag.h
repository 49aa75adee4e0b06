// Entity tags and the conditions that use them (RFC 9110, sections 8.8.3, 13.1.1 and 13.1.2).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wasmpair {

enum class TagStrength { Strong, Weak };

struct EntityTag {
  TagStrength strength = TagStrength::Strong;
  std::string opaque;  ///< The part between the quotation marks.

  /// As in a field: "\"abc\"" or "W/\"abc\"".
  std::string text() const;

  friend bool operator==(const EntityTag&, const EntityTag&) = default;
};

/// A single entity tag, such as the value of ETag.
std::optional<EntityTag> parse_entity_tag(std::string_view text);

/// True if both are strong and equal (8.8.3.2).
bool matches_strongly(const EntityTag& a, const EntityTag& b);
/// True if both are equal apart from their strength.
bool matches_weakly(const EntityTag& a, const EntityTag& b);

/// True if a value of If-None-Match is "*" or lists the current tag, by weak comparison: the response to GET and HEAD
/// is then 304. A value that is not a list of entity tags matches nothing, which costs a transfer but is not an error.
bool if_none_match_lists(std::string_view field_value, const EntityTag& current);

/// True if a value of If-Match is "*" or lists the current tag, by strong comparison; if not, the response is 412.
bool if_match_lists(std::string_view field_value, const EntityTag& current);

}  // namespace wasmpair

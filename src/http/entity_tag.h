// Entity tags and the conditions made of them (RFC 9110, sections 8.8.3, 13.1.1 and 13.1.2).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wasmpair {

enum class TagStrength { Strong, Weak };

struct EntityTag {
  TagStrength strength = TagStrength::Strong;
  std::string opaque;  ///< What stands between the quotation marks.

  /// As it stands in a field: "\"abc\"" or "W/\"abc\"".
  std::string text() const;

  friend bool operator==(const EntityTag&, const EntityTag&) = default;
};

/// One entity tag and nothing else, such as the value of ETag.
std::optional<EntityTag> parse_entity_tag(std::string_view text);

/// Both are strong and the same (8.8.3.2).
bool matches_strongly(const EntityTag& a, const EntityTag& b);
/// The same, either may be weak.
bool matches_weakly(const EntityTag& a, const EntityTag& b);

/// True if a value of If-None-Match is "*" or lists, by weak comparison, the tag of what would be sent: the answer to
/// GET and HEAD is then 304. A value that is no list of entity tags matches nothing, which costs a transfer, not an
/// error.
bool none_match_names(std::string_view field_value, const EntityTag& current);

/// True if a value of If-Match is "*" or lists the tag by strong comparison; if not, the answer is 412.
bool match_names(std::string_view field_value, const EntityTag& current);

}  // namespace wasmpair

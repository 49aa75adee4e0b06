#include "http/entity_tag.h"

#include <algorithm>
#include <vector>

#include "util/ascii.h"

namespace wasmpair {
namespace {

/// etagc = %x21 / %x23-7E / obs-text
bool is_tag_character(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte == 0x21 || (byte >= 0x23 && byte != 0x7f);
}

/// Removes an entity tag from the front of text and returns it.
std::optional<EntityTag> take_tag(std::string_view& text) {
  EntityTag tag;
  if (text.starts_with("W/")) {
    tag.strength = TagStrength::Weak;
    text.remove_prefix(2);
  }
  if (!text.starts_with('"')) return std::nullopt;
  const std::size_t end = text.find('"', 1);
  if (end == std::string_view::npos) return std::nullopt;
  tag.opaque = text.substr(1, end - 1);
  if (!std::ranges::all_of(tag.opaque, is_tag_character)) return std::nullopt;
  text.remove_prefix(end + 1);
  return tag;
}

/// The tags of a list; a tag may itself contain commas. Empty if text is not a list of tags.
std::vector<EntityTag> parse_tags(std::string_view text) {
  std::vector<EntityTag> tags;
  for (text = trim(text); !text.empty(); text = trim(text)) {
    if (text.starts_with(',')) {
      text.remove_prefix(1);
      continue;
    }
    std::optional<EntityTag> tag = take_tag(text);
    text = trim(text);
    if (!tag || (!text.empty() && !text.starts_with(','))) return {};
    tags.push_back(std::move(*tag));
  }
  return tags;
}

bool any_matches(std::string_view field_value, const EntityTag& current,
                 bool (*matches)(const EntityTag&, const EntityTag&)) {
  if (trim(field_value) == "*") return true;
  return std::ranges::any_of(parse_tags(field_value), [&](const EntityTag& tag) { return matches(tag, current); });
}

}  // namespace

std::string EntityTag::text() const { return (strength == TagStrength::Weak ? "W/\"" : "\"") + opaque + '"'; }

std::optional<EntityTag> parse_entity_tag(std::string_view text) {
  text = trim(text);
  std::optional<EntityTag> tag = take_tag(text);
  if (!text.empty()) return std::nullopt;
  return tag;
}

bool matches_strongly(const EntityTag& a, const EntityTag& b) { return a == b && a.strength == TagStrength::Strong; }

bool matches_weakly(const EntityTag& a, const EntityTag& b) { return a.opaque == b.opaque; }

bool if_none_match_lists(std::string_view field_value, const EntityTag& current) {
  return any_matches(field_value, current, matches_weakly);
}

bool if_match_lists(std::string_view field_value, const EntityTag& current) {
  return any_matches(field_value, current, matches_strongly);
}

}  // namespace wasmpair

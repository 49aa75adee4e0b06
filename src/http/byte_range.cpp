#include "http/byte_range.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

#include "http/field_list.h"
#include "util/ascii.h"

namespace wasmpair {
namespace {

/// 1*DIGIT; a number too large for the type counts as the largest.
std::optional<std::uint64_t> parse_position(std::string_view text) {
  if (text.empty() || !std::ranges::all_of(text, is_digit)) return std::nullopt;
  std::uint64_t number = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
  return result.ec == std::errc{} ? number : std::numeric_limits<std::uint64_t>::max();
}

/// The last bytes, as in "-500".
ByteRange suffix_range(std::uint64_t count, std::uint64_t size) {
  const std::uint64_t length = std::min(count, size);
  if (length == 0) return {RangeOutcome::Unsatisfiable, 0, 0};
  return {RangeOutcome::Satisfiable, size - length, length};
}

}  // namespace

ByteRange parse_range(std::string_view field_value, std::uint64_t size) {
  const std::size_t equals = field_value.find('=');
  if (equals == std::string_view::npos || lower_case(trim(field_value.substr(0, equals))) != "bytes") return {};
  const auto ranges = split_list(field_value.substr(equals + 1));
  if (ranges.size() != 1) return {};

  const std::size_t dash = ranges[0].find('-');
  if (dash == std::string_view::npos) return {};
  const std::string_view from = ranges[0].substr(0, dash);
  const std::string_view to = ranges[0].substr(dash + 1);
  const std::optional<std::uint64_t> first = parse_position(from);
  const std::optional<std::uint64_t> last = parse_position(to);
  if ((!first && !from.empty()) || (!last && !to.empty()) || (!first && !last)) return {};

  if (!first) return suffix_range(*last, size);
  if (last && *last < *first) return {};
  if (*first >= size) return {RangeOutcome::Unsatisfiable, 0, 0};
  const std::uint64_t end = last && *last < size ? *last + 1 : size;
  return {RangeOutcome::Satisfiable, *first, end - *first};
}

bool if_range_holds(std::string_view field_value, const EntityTag& current) {
  const std::optional<EntityTag> tag = parse_entity_tag(field_value);
  return tag && matches_strongly(*tag, current);
}

std::string content_range(const ByteRange& range, std::uint64_t size) {
  return fmt::format("bytes {}-{}/{}", range.first, range.first + range.length - 1, size);
}

std::string unsatisfied_range(std::uint64_t size) { return fmt::format("bytes */{}", size); }

}  // namespace wasmpair

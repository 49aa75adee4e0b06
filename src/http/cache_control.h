// Cache-Control (RFC 9111, section 5.2; `immutable` is RFC 8246).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace wasmpair {

/// What an answer's Cache-Control allows caches to do. Directives that are not here have no say in it.
struct CacheControl {
  std::optional<std::uint64_t> max_age;  ///< Seconds; what is no number, or too large, counts as 0 and 2^31.
  std::optional<std::uint64_t> shared_max_age;
  bool no_cache = false;
  bool no_store = false;
  bool is_immutable = false;
};

/// Never fails. Of a directive that is given more than once, the first counts.
CacheControl parse_cache_control(std::string_view field_value);

}  // namespace wasmpair

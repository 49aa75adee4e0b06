// Cache-Control (RFC 9111, section 5.2; `immutable` is RFC 8246).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace wasmpair {

/// The directives of a response that decide how it is cached.
struct CacheControl {
  std::optional<std::uint64_t> max_age;  ///< Seconds. An invalid number counts as 0, one too large as 2^31.
  std::optional<std::uint64_t> shared_max_age;
  bool no_cache = false;
  bool no_store = false;
  bool is_immutable = false;
};

/// Never fails. If a directive is repeated, the first one counts.
CacheControl parse_cache_control(std::string_view field_value);

}  // namespace wasmpair

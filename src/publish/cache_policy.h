// How long the files of a release may be cached: the Cache-Control of each kind of name.
#pragma once

namespace wasmpair {

/// For hashed names, whose content never changes (RFC 8246).
inline constexpr const char* cache_forever = "public, max-age=31536000, immutable";

/// For stable names: cached, and revalidated before each use (RFC 9111, section 5.2.2.4).
inline constexpr const char* always_revalidate = "no-cache";

}  // namespace wasmpair

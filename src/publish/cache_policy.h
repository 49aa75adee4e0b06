// How long the files of a release may be cached: the Cache-Control of each kind of name.
#pragma once

namespace wasmpair {

/// A name that carries a hash never gets other content (RFC 8246).
inline constexpr const char* cache_for_ever = "public, max-age=31536000, immutable";

/// A name that stays: kept, and asked for again before each use (RFC 9111, section 5.2.2.4).
inline constexpr const char* always_revalidate = "no-cache";

}  // namespace wasmpair

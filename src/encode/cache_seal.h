// Seals on cache entries. A seal proves that a run of this user has decoded the entry and compared it with its content,
// so that the next run need not decode it again.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "wasmpair/bytes.h"
#include "wasmpair/digest.h"

namespace wasmpair {

/// A random secret of this user.
using SealKey = std::array<std::uint8_t, 32>;

/// The seal on a message: HMAC-SHA-256 (RFC 2104). Throws Error if OpenSSL fails.
Sha256 seal(const SealKey& key, ByteView message);

/// Compares in a time that does not depend on where they differ.
bool equal_seals(const Sha256& a, const Sha256& b);

/// The key in directory/cache-key; created if it is absent or others could have read it. Nothing if no other user may
/// be kept from it, as in a directory of another user, or if it cannot be stored. directory: may be "" (no key).
std::optional<SealKey> load_seal_key(const std::string& directory);

}  // namespace wasmpair

// Digests of content: SHA-256 for identity, SHA-384 for Subresource Integrity.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "wasmpair/bytes.h"

namespace wasmpair {

/// A SHA-256 digest (FIPS 180-4), 32 bytes.
struct Sha256 {
  std::array<std::uint8_t, 32> bytes{};

  /// 64 lower-case hex digits.
  std::string hex() const;
  /// 43 base64 digits and "=" (RFC 4648, section 4).
  std::string base64() const;

  friend bool operator==(const Sha256&, const Sha256&) = default;
};

/// The SHA-256 digest of content.
Sha256 sha256(ByteView content);

/// The digest that Sha256::hex() wrote as text; empty if text is anything else.
std::optional<Sha256> parse_sha256(std::string_view text);

/// The value of an `integrity` attribute: "sha384-" and the base64 of the SHA-384 digest (W3C Subresource Integrity,
/// section 3.2).
std::string integrity(ByteView content);

}  // namespace wasmpair

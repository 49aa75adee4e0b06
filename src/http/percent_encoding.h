// Percent-encoding (RFC 3986, section 2.1).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wasmpair {

/// Decodes the escapes (%41) in text. Nothing if a % is not followed by two hex digits.
std::optional<std::string> percent_decode(std::string_view text);

/// Escapes everything in a path except unreserved characters and "/".
std::string percent_encode(std::string_view text);

}  // namespace wasmpair

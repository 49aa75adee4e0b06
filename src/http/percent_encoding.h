// Percent-encoding (RFC 3986, section 2.1).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wasmpair {

/// text with its escapes (%41) decoded. Nothing if a % is not followed by two hex digits.
std::optional<std::string> percent_decode(std::string_view text);

/// The path text with everything but unreserved characters and "/" escaped.
std::string percent_encode(std::string_view text);

}  // namespace wasmpair

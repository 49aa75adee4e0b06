// Request targets (RFC 9112, section 3.2).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wasmpair {

struct RequestTarget {
  /// Decoded (%41 is A), without the query. Not normalized: "/a/../b" is a path like any other, and no file has it.
  std::string path;
  std::string authority;  ///< Of a target in absolute form ("http://host/path"); it overrides Host.
};

/// Nothing if target is neither in origin form nor an http URL, or if a % is not followed by two hex digits.
std::optional<RequestTarget> parse_request_target(std::string_view target);

}  // namespace wasmpair

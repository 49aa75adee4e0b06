// Range requests (RFC 9110, section 14).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "http/entity_tag.h"

namespace wasmpair {

enum class RangeOutcome {
  Ignored,        ///< Respond as if there were no Range: another unit, several ranges, or no valid range (14.2).
  Satisfiable,    ///< Respond with 206 and these bytes.
  Unsatisfiable,  ///< Respond with 416: the range contains no byte of the content.
};

struct ByteRange {
  RangeOutcome outcome = RangeOutcome::Ignored;
  std::uint64_t first = 0;   ///< If Satisfiable: the offset of the first byte.
  std::uint64_t length = 0;  ///< If Satisfiable: the number of bytes, at least 1.

  friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

/// The range that a value of Range requests from a content of `size` bytes.
ByteRange parse_range(std::string_view field_value, std::uint64_t size);

/// True if a value of If-Range lets Range apply: it is the strong entity tag of the selected representation (13.1.5). A
/// date never does, because our representations have no Last-Modified.
bool if_range_holds(std::string_view field_value, const EntityTag& current);

/// "bytes 0-9/100": the Content-Range for a Satisfiable range.
std::string content_range(const ByteRange& range, std::uint64_t size);

/// "bytes */100": the Content-Range of a 416 response.
std::string unsatisfied_range(std::uint64_t size);

}  // namespace wasmpair

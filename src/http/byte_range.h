// Range requests (RFC 9110, section 14).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "http/entity_tag.h"

namespace wasmpair {

enum class RangeOutcome {
  Ignored,        ///< Answer as if there were no Range: another unit, several ranges, or no valid range at all (14.2).
  Satisfiable,    ///< 206 with these bytes.
  Unsatisfiable,  ///< 416: no byte of the content is in the range.
};

struct ByteRange {
  RangeOutcome outcome = RangeOutcome::Ignored;
  std::uint64_t first = 0;   ///< If Satisfiable: offset of the first byte,
  std::uint64_t length = 0;  ///< and how many, at least 1.

  friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

/// What a value of Range asks for, of a content of `size` bytes.
ByteRange parse_range(std::string_view field_value, std::uint64_t size);

/// True if a value of If-Range lets Range apply: it is the strong entity tag of what would be sent (13.1.5). A date
/// never does: contents here have no Last-Modified that it could equal.
bool if_range_holds(std::string_view field_value, const EntityTag& current);

/// "bytes 0-9/100": Content-Range of a Satisfiable one.
std::string content_range(const ByteRange& range, std::uint64_t size);

/// "bytes */100": Content-Range of a 416.
std::string unsatisfied_range(std::uint64_t size);

}  // namespace wasmpair

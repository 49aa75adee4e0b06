// Media types in Content-Type (RFC 9110, section 8.3.1).
#pragma once

#include <string>
#include <string_view>

namespace wasmpair {

struct MediaType {
  std::string essence;          ///< "text/html", in lower case.
  bool has_parameters = false;  ///< "; charset=utf-8" or anything else after the essence.
};

/// Splits a Content-Type. Never fails: an invalid media type gives an essence that equals no valid one.
MediaType parse_media_type(std::string_view field_value);

}  // namespace wasmpair

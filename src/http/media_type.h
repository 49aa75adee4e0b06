// Media types in Content-Type (RFC 9110, section 8.3.1).
#pragma once

#include <string>
#include <string_view>

namespace wasmpair {

struct MediaType {
  std::string essence;          ///< "text/html", in lower case.
  bool has_parameters = false;  ///< "; charset=utf-8" or anything else behind the essence.
};

/// The parts of a Content-Type. Never fails: what is no media type is an essence that equals none.
MediaType parse_media_type(std::string_view field_value);

}  // namespace wasmpair

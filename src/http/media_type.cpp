#include "http/media_type.h"

#include <algorithm>

#include "util/ascii.h"

namespace wasmpair {

MediaType parse_media_type(std::string_view field_value) {
  const std::size_t semicolon = field_value.find(';');
  return {lower_case(trim(field_value.substr(0, semicolon))), semicolon != std::string_view::npos};
}

}  // namespace wasmpair

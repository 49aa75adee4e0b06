#include "util/line_ends.h"

namespace wasmpair {

std::string with_line_feeds(std::string_view text) {
  std::string converted;
  converted.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i)
    if (!text.substr(i).starts_with("\r\n")) converted += text[i];
  return converted;
}

}  // namespace wasmpair

#include "deliver/origin.h"

#include <algorithm>

#include "util/text.h"

namespace wasmpair {

std::string origin_of(std::string_view base) {
  const std::size_t colon = base.find(':');
  const bool has_scheme =
      colon != std::string_view::npos && base.substr(colon).starts_with("://") && base.find('/') > colon;
  const std::size_t slashes = has_scheme ? colon + 1 : 0;
  if (!base.substr(slashes).starts_with("//")) return "";
  const std::size_t end = std::min(base.find_first_of("/?#", slashes + 2), base.size());
  std::string_view authority = base.substr(slashes + 2, end - slashes - 2);
  // A user and password are no part of an origin.
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) authority.remove_prefix(at + 1);
  const std::string scheme = has_scheme ? lower_case(base.substr(0, colon)) + "://" : "";
  return scheme + lower_case(authority);
}

}  // namespace wasmpair

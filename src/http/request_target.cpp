#include "http/request_target.h"

#include <algorithm>

#include "http/percent_encoding.h"
#include "util/ascii.h"

namespace wasmpair {

std::optional<RequestTarget> parse_request_target(std::string_view target) {
  RequestTarget parsed;
  constexpr std::string_view scheme = "http://";
  if (lower_case(target.substr(0, scheme.size())) == scheme) {
    target.remove_prefix(scheme.size());
    const std::size_t end = std::min(target.find_first_of("/?#"), target.size());
    parsed.authority = target.substr(0, end);
    target.remove_prefix(end);
    if (parsed.authority.empty()) return std::nullopt;
    if (target.empty() || target[0] == '?') {
      parsed.path = "/";
      return parsed;
    }
  }
  // A fragment never belongs in a request; here it stays part of the path, which then matches no file.
  if (!target.starts_with('/')) return std::nullopt;
  std::optional<std::string> path = percent_decode(target.substr(0, target.find('?')));
  if (!path) return std::nullopt;
  parsed.path = std::move(*path);
  return parsed;
}

}  // namespace wasmpair

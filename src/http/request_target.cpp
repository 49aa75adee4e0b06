#include "http/request_target.h"

#include <algorithm>
#include <charconv>

#include "util/text.h"

namespace wasmpair {

std::optional<std::string> percent_decode(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    if (text.size() - i < 3) return std::nullopt;
    unsigned char byte = 0;
    const char* const digits = text.data() + i + 1;
    if (std::from_chars(digits, digits + 2, byte, 16).ptr != digits + 2) return std::nullopt;
    decoded += static_cast<char>(byte);
    i += 2;
  }
  return decoded;
}

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
  // A fragment never belongs in a request; it is part of the path that nothing has.
  if (!target.starts_with('/')) return std::nullopt;
  std::optional<std::string> path = percent_decode(target.substr(0, target.find('?')));
  if (!path) return std::nullopt;
  parsed.path = std::move(*path);
  return parsed;
}

}  // namespace wasmpair

#include "http/host.h"

#include <algorithm>
#include <array>
#include <string>

#include "util/ascii.h"

namespace wasmpair {
namespace {

/// port = *DIGIT (RFC 3986, section 3.2.3)
bool is_port(std::string_view text) {
  constexpr std::size_t longest = 5;
  return text.size() <= longest && std::ranges::all_of(text, is_digit);
}

}  // namespace

bool is_loopback_host(std::string_view field_value) {
  constexpr std::array<std::string_view, 3> names{"127.0.0.1", "localhost", "[::1]"};
  const std::string host = lower_case(trim(field_value));
  return std::ranges::any_of(names, [&](std::string_view name) {
    if (!host.starts_with(name)) return false;
    const std::string_view rest = std::string_view(host).substr(name.size());
    return rest.empty() || (rest[0] == ':' && is_port(rest.substr(1)));
  });
}

}  // namespace wasmpair

#include "http/origin.h"

#include <algorithm>

#include "util/ascii.h"

namespace wasmpair {
namespace {

/// The default port of the scheme, with its colon; "" for other schemes.
std::string_view default_port(std::string_view scheme) {
  if (scheme == "http:") return ":80";
  if (scheme == "https:") return ":443";
  return "";
}

}  // namespace

std::string_view written_origin(std::string_view url) {
  const std::size_t colon = url.find(':');
  const std::size_t authority = colon < url.find_first_of("/?#") ? colon + 1 : 0;
  if (!url.substr(authority).starts_with("//")) return "";
  return url.substr(0, url.find_first_of("/?#", authority + 2));
}

std::string origin_of(std::string_view url) {
  const std::string written = lower_case(written_origin(url));
  if (written.empty()) return "";
  const std::size_t slashes = written.find("//");
  const std::string scheme = written.substr(0, slashes);
  std::string authority = written.substr(slashes + 2);
  if (const std::size_t at = authority.rfind('@'); at != std::string::npos) authority.erase(0, at + 1);
  const std::string_view port = default_port(scheme);
  if (!port.empty() && authority.ends_with(port)) authority.resize(authority.size() - port.size());
  return scheme.empty() ? authority : scheme + "//" + authority;
}

}  // namespace wasmpair

#include "preview/url_space.h"

#include <algorithm>
#include <vector>

#include "http/request_target.h"

namespace wasmpair {
namespace {

/// How many characters at the front of a URL are its scheme and authority.
std::size_t origin_length(std::string_view url) {
  const std::size_t scheme = url.find(':');
  const std::size_t first_mark = url.find_first_of("/?#");
  const std::size_t start = scheme < first_mark ? scheme + 1 : 0;
  if (!url.substr(start).starts_with("//")) return 0;
  return std::min(url.find_first_of("/?#", start + 2), url.size());
}

/// path starts with "/".
std::string without_dot_segments(std::string_view path) {
  std::vector<std::string_view> segments;
  for (std::size_t start = 1; start <= path.size();) {
    const std::size_t end = std::min(path.find('/', start), path.size());
    const std::string_view segment = path.substr(start, end - start);
    const bool is_last = end == path.size();
    if (segment == ".." && !segments.empty()) segments.pop_back();
    if (segment != "." && segment != "..")
      segments.push_back(segment);
    else if (is_last)
      segments.emplace_back();
    start = end + 1;
  }
  std::string result;
  for (const std::string_view segment : segments) result.append("/").append(segment);
  return result;
}

}  // namespace

std::string path_of_url(std::string_view url) {
  url.remove_prefix(origin_length(url));
  url = url.substr(0, url.find_first_of("?#"));
  std::string path = url.starts_with('/') ? std::string(url) : "/" + std::string(url);
  path = without_dot_segments(path);
  return percent_decode(path).value_or(path);
}

std::string origin_of_url(std::string_view url) { return std::string(url.substr(0, origin_length(url))); }

}  // namespace wasmpair

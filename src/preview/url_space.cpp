#include "preview/url_space.h"

#include <algorithm>
#include <vector>

#include "http/origin.h"
#include "http/percent_encoding.h"

namespace wasmpair {
namespace {

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
  url.remove_prefix(written_origin(url).size());
  url = url.substr(0, url.find_first_of("?#"));
  std::string path = url.starts_with('/') ? std::string(url) : "/" + std::string(url);
  path = without_dot_segments(path);
  return percent_decode(path).value_or(path);
}

}  // namespace wasmpair

#include "publish/manifest_text.h"

#include <algorithm>
#include <optional>
#include <string>

#include "http/percent_encoding.h"
#include "util/ascii.h"
#include "util/printable.h"

namespace wasmpair {
namespace {

/// text is not empty and has only letters, digits and marks.
bool consists_of(std::string_view text, std::string_view marks) {
  return !text.empty() &&
         std::ranges::all_of(text, [&](char c) { return is_alphanumeric(c) || marks.find(c) != marks.npos; });
}

}  // namespace

bool is_file_name(std::string_view text) {
  return !text.empty() && text != "." && text != ".." && text.find_first_of("/\\") == text.npos &&
         printable(text) == text;
}

bool is_url_in(std::string_view base, std::string_view url) {
  if (!url.starts_with(base)) return false;
  const std::string_view name = url.substr(base.size());
  // pchar of RFC 3986 without ":", before which a URL has its scheme.
  if (!consists_of(name, "-._~!$&'()*+,;=@%")) return false;
  const std::optional<std::string> decoded = percent_decode(name);
  return decoded && is_file_name(*decoded);
}

bool is_version_word(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_version_character); }

bool is_integrity(std::string_view text) {
  constexpr std::string_view algorithm = "sha384-";
  constexpr std::size_t digits = 64;
  return text.starts_with(algorithm) && text.size() == algorithm.size() + digits &&
         consists_of(text.substr(algorithm.size()), "+/");
}

bool is_coding_name(std::string_view text) { return consists_of(text, "-"); }

bool is_match_pattern(std::string_view text) {
  return text.ends_with('?') && consists_of(text.substr(0, text.size() - 1), "-._~%*");
}

}  // namespace wasmpair

#include "util/hide_credentials.h"

#include <algorithm>

#include "util/ascii.h"

namespace wasmpair {
namespace {

bool is_slash(char c) { return c == '/' || c == '\\'; }

/// Where an authority begins: after "//", or after the only slash of "http:/".
bool begins_authority(std::string_view text, std::size_t at) {
  return at >= 2 && is_slash(text[at - 1]) && (is_slash(text[at - 2]) || text[at - 2] == ':');
}

}  // namespace

std::string hide_credentials(std::string_view text) {
  std::string shown;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (begins_authority(text, i)) {
      const std::size_t end = std::min(text.find_first_of("/\\?# \t\r\n", i), text.size());
      const std::size_t at = text.substr(i, end - i).rfind('@');
      if (at != std::string_view::npos && at > 0) i += at + 1;  // of a path, "//@scope/", nothing is secret
    }
    if (i < text.size()) shown += text[i];
  }
  return shown;
}

std::string hide_credentials_of_invalid_url(std::string_view text) {
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos) return std::string(text);
  const std::size_t colon = text.find("://");
  const bool has_scheme = colon < at && std::ranges::all_of(text.substr(0, colon), is_word_character);
  return std::string(text.substr(0, has_scheme ? colon + 3 : 0)) + "***" + std::string(text.substr(at));
}

}  // namespace wasmpair

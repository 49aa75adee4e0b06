// prefix = "" / path / origin "/" [ path ]
// origin = [ ( "http" / "https" ) ":" ] "//" host [ ":" port ]
// host   = label *( "." label )
// label  = 1*63( ALPHA / DIGIT / "-" )          ; host-char of Content-Security-Policy, without "*"
// port   = %x31-39 *4DIGIT                      ; at most 65535
// path   = *( pchar / "/" ) "/"                 ; RFC 3986, section 3.3; without a ":" before the first "/"
#include "http/url_prefix.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>

#include "http/origin.h"
#include "http/percent_encoding.h"
#include "util/ascii.h"

namespace wasmpair {
namespace {

bool is_label(std::string_view text) {
  constexpr std::size_t longest = 63;
  return !text.empty() && text.size() <= longest &&
         std::ranges::all_of(text, [](char c) { return is_alphanumeric(c) || c == '-'; });
}

bool is_host(std::string_view text) {
  constexpr std::size_t longest = 253;
  if (text.size() > longest) return false;
  while (true) {
    const std::size_t end = std::min(text.find('.'), text.size());
    if (!is_label(text.substr(0, end))) return false;
    if (end == text.size()) return true;
    text.remove_prefix(end + 1);
  }
}

bool is_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc{} && end == text.data() + text.size() && text.front() != '0';
}

bool is_origin(std::string_view text) {
  const std::size_t slashes = text.find("//");
  const std::string scheme = lower_case(text.substr(0, slashes));
  if (!scheme.empty() && scheme != "http:" && scheme != "https:") return false;
  const std::string_view authority = text.substr(slashes + 2);
  const std::size_t colon = authority.find(':');
  return is_host(authority.substr(0, colon)) && (colon == authority.npos || is_port(authority.substr(colon + 1)));
}

bool is_path(std::string_view text) {
  constexpr std::string_view marks = "-._~:/@!$&()*+,;=%";
  if (!text.ends_with('/')) return false;
  if (!std::ranges::all_of(text, [&](char c) { return is_alphanumeric(c) || marks.find(c) != marks.npos; }))
    return false;
  const std::optional<std::string> decoded = percent_decode(text);
  return decoded && std::ranges::none_of(*decoded, is_control);
}

}  // namespace

bool is_url_prefix(std::string_view text) {
  if (text.empty()) return true;
  const std::string_view origin = written_origin(text);
  const std::string_view path = text.substr(origin.size());
  if (!is_path(path)) return false;
  // Otherwise browsers would take what is before the colon for a scheme.
  return origin.empty() ? path.find(':') > path.find('/') : is_origin(origin);
}

}  // namespace wasmpair

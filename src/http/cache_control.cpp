#include "http/cache_control.h"

#include <algorithm>
#include <charconv>

#include "http/field_list.h"
#include "util/ascii.h"

namespace wasmpair {
namespace {

/// delta-seconds (RFC 9111, section 1.2.2): an overflow counts as 2^31.
std::uint64_t parse_seconds(std::string_view text) {
  constexpr std::uint64_t maximum = 2147483648;
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  std::uint64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error == std::errc::result_out_of_range) return maximum;
  if (error != std::errc{} || end != text.data() + text.size()) return 0;
  return std::min(seconds, maximum);
}

}  // namespace

CacheControl parse_cache_control(std::string_view field_value) {
  CacheControl control;
  for (const std::string_view directive : split_list(field_value)) {
    const std::size_t equals = directive.find('=');
    const std::string name = lower_case(trim(directive.substr(0, equals)));
    const std::string_view value = equals == std::string_view::npos ? "" : trim(directive.substr(equals + 1));
    if (name == "no-cache") control.no_cache = true;
    if (name == "no-store") control.no_store = true;
    if (name == "immutable") control.is_immutable = true;
    if (name == "max-age" && !control.max_age) control.max_age = parse_seconds(value);
    if (name == "s-maxage" && !control.shared_max_age) control.shared_max_age = parse_seconds(value);
  }
  return control;
}

}  // namespace wasmpair

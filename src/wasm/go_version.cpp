#include "wasmpair/go_version.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "util/ascii.h"

namespace wasmpair {
namespace {

/// Removes a decimal number of up to four digits from the front of text and returns it; nothing if there is none.
std::optional<int> take_number(std::string_view& text) {
  constexpr std::size_t max_digits = 4;
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const auto digits = static_cast<std::size_t>(end - text.data());
  if (error != std::errc() || number < 0 || digits > max_digits || text.front() == '-') return std::nullopt;
  text.remove_prefix(digits);
  return number;
}

bool take_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

/// True if suffix may follow "go1.24": a patch level, a pre-release, or a vendor's mark.
bool may_follow_minor(std::string_view suffix) {
  constexpr std::array<std::string_view, 5> starts = {".", "rc", "beta", "-", "+"};
  if (suffix.empty()) return true;
  for (std::string_view start : starts)
    if (suffix.starts_with(start)) return true;
  return false;
}

}  // namespace

std::string GoVersion::minor_text() const { return fmt::format("go{}.{}", major, minor); }

bool GoVersion::at_least(int minor_release) const { return major > 1 || (major == 1 && minor >= minor_release); }

std::optional<GoVersion> parse_go_version(std::string_view text) {
  take_prefix(text, "devel ");
  std::string_view rest = text.substr(0, text.find_first_of(" \t\r\n"));
  if (!std::ranges::all_of(rest, is_version_character)) return std::nullopt;
  GoVersion version{.text = std::string(rest)};
  if (!take_prefix(rest, "go")) return std::nullopt;
  const std::optional<int> major = take_number(rest);
  if (!major || !take_prefix(rest, ".")) return std::nullopt;
  const std::optional<int> minor = take_number(rest);
  if (!minor || !may_follow_minor(rest)) return std::nullopt;
  version.major = *major;
  version.minor = *minor;
  return version;
}

}  // namespace wasmpair

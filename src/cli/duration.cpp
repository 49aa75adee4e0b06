#include "cli/duration.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "cli/values.h"
#include "util/printable.h"

namespace wasmpair {
namespace {

struct Unit {
  char letter;
  std::chrono::seconds length;
};

constexpr std::array units{Unit{'s', std::chrono::seconds(1)}, Unit{'m', std::chrono::minutes(1)},
                           Unit{'h', std::chrono::hours(1)}, Unit{'d', std::chrono::hours(24)}};

constexpr std::chrono::seconds longest = std::chrono::hours(24 * 10'000);

}  // namespace

std::chrono::seconds parse_duration(const std::string& option, std::string_view text) {
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, problem] = std::from_chars(text.data(), end, number);
  const auto unit = std::ranges::find(units, rest == end ? '\0' : *rest, &Unit::letter);
  const bool is_valid = problem == std::errc() && unit != units.end() && rest + 1 == end &&
                        number <= static_cast<std::uint64_t>(longest / unit->length);
  if (!is_valid)
    fail_usage(fmt::format("{} cannot be '{}'", option, printable(text)),
               "Give a whole number with s, m, h or d, such as 12h.");
  return unit->length * static_cast<std::chrono::seconds::rep>(number);
}

}  // namespace wasmpair

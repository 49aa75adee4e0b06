#include "cli/rate.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "cli/values.h"

namespace wasmpair {
namespace {

struct RateUnit {
  std::string_view name;
  double bytes_per_second;
};
constexpr RateUnit rate_units[] = {{"kbit", 1e3 / 8}, {"mbit", 1e6 / 8}, {"gbit", 1e9 / 8}, {"KB", 1e3}, {"MB", 1e6}};

}  // namespace

std::uint64_t parse_rate(const std::string& option, std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  const std::string_view unit_name = text.substr(static_cast<std::size_t>(end - text.data()));
  const auto* const unit = std::ranges::find(rate_units, unit_name, &RateUnit::name);
  constexpr double largest = 1e12;
  const bool is_rate = error == std::errc{} && unit != std::end(rate_units) && std::isfinite(number);
  const double rate = is_rate ? number * unit->bytes_per_second : 0;
  if (rate < 1 || rate > largest)
    fail_usage(
        fmt::format("{}: '{}' is not a speed", option, text),
        "Give a number with kbit, mbit or gbit (bits per second), or KB or MB (bytes per second), such as 1.5mbit.");
  return static_cast<std::uint64_t>(std::llround(rate));
}

}  // namespace wasmpair

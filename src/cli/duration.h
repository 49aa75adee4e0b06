// Durations on the command line.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace wasmpair {

/// "1d" -> a day. Units: s, m, h, d; a whole number, at most 10,000 days. Throws Error that names the option.
std::chrono::seconds parse_duration(const std::string& option, std::string_view text);

}  // namespace wasmpair

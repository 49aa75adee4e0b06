// Counts in readable form.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace wasmpair {

/// 4084971 -> "4,084,971".
std::string with_thousands(std::uint64_t number);

/// A count with its noun: "1 segment", "3 segments".
std::string count_of(std::uint64_t count, std::string_view noun);

}  // namespace wasmpair

#include "util/counts.h"

#include <fmt/format.h>

namespace wasmpair {

std::string with_thousands(std::uint64_t number) { return fmt::format("{}", fmt::group_digits(number)); }

std::string count_of(std::uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", with_thousands(count), noun, count == 1 ? "" : "s");
}

}  // namespace wasmpair

#include "util/windows_device.h"

#include <algorithm>
#include <array>
#include <string>

#include "util/ascii.h"

namespace wasmpair {

bool is_windows_device(std::string_view name) {
  constexpr std::array<std::string_view, 4> devices{"con", "prn", "aux", "nul"};
  const std::string stem = lower_case(name.substr(0, name.find('.')));
  if (std::ranges::find(devices, stem) != devices.end()) return true;
  return stem.size() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")) && is_digit(stem[3]);
}

}  // namespace wasmpair

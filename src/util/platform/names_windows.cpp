#include "util/platform/names.h"
#include "util/windows_device.h"

namespace wasmpair::platform {

bool is_possible_name(std::string_view name) {
  return name.find_first_of("<>:\"\\|?*") == name.npos && !name.ends_with(' ') && !name.ends_with('.') &&
         !is_windows_device(name);
}

}  // namespace wasmpair::platform

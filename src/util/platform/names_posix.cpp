#include "util/platform/names.h"

namespace wasmpair::platform {

bool is_possible_name(std::string_view) { return true; }

}  // namespace wasmpair::platform

#include "util/platform/directories_posix.h"

namespace wasmpair::platform {

const char* const cache_below_home = "/.cache";
const char* const state_below_home = "/.local/state";

}  // namespace wasmpair::platform

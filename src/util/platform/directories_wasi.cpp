#include "util/platform/directories_posix.h"

namespace wasmpair::platform {

// As on Linux, so that a native program of the same user has the same cache.
const char* const cache_below_home = "/.cache";
const char* const state_below_home = "/.local/state";

}  // namespace wasmpair::platform

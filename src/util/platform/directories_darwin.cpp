#include "util/platform/directories_posix.h"

namespace wasmpair::platform {

const char* const cache_below_home = "/Library/Caches";
const char* const state_below_home = "/Library/Application Support";

}  // namespace wasmpair::platform

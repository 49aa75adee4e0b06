#include "util/platform/threads.h"

namespace wasmpair::platform {

bool has_threads() { return false; }

}  // namespace wasmpair::platform

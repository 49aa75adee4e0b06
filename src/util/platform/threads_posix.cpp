#include "util/platform/threads.h"

namespace wasmpair::platform {

bool has_threads() { return true; }

}  // namespace wasmpair::platform

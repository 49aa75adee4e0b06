#include "util/platform/browser_posix.h"

namespace wasmpair::platform {

const char* url_opener() { return "open"; }

}  // namespace wasmpair::platform

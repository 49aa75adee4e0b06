#include "util/platform/browser_posix.h"

namespace wasmpair::platform {

const char* url_opener() { return "xdg-open"; }  // freedesktop.org's

}  // namespace wasmpair::platform

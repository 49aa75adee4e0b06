#include "util/platform/browser.h"

namespace wasmpair::platform {

bool open_in_browser(const std::string&) { return false; }

}  // namespace wasmpair::platform

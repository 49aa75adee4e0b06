#include "util/platform/browser.h"

namespace wasmpair::platform {

std::vector<std::vector<std::string>> url_openers() { return {{"xdg-open"}}; }  // freedesktop.org's

}  // namespace wasmpair::platform

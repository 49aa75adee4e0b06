#include "util/platform/browser.h"

namespace wasmpair::platform {

std::vector<std::vector<std::string>> url_openers() { return {{"rundll32.exe", "url.dll,FileProtocolHandler"}}; }

}  // namespace wasmpair::platform

#include "util/platform/browser.h"

namespace wasmpair::platform {

std::vector<std::vector<std::string>> url_openers() { return {{"open"}}; }

}  // namespace wasmpair::platform

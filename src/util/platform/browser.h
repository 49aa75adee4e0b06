// The user's browser.
#pragma once

#include <string>

namespace wasmpair::platform {

/// Opens a URL in the browser, which outlives this process. False if there is no program that does so.
bool open_in_browser(const std::string& url);

}  // namespace wasmpair::platform

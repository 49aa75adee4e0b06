#pragma once

namespace wasmpair::platform {

/// The name of the program that opens a URL, its argument, in the user's browser.
const char* url_opener();

}  // namespace wasmpair::platform

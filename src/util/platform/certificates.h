// The trusted certificates of this system.
#pragma once

#include <string>
#include <vector>

namespace wasmpair::platform {

/// PEM files in which distributions have them. None on a system whose TLS library finds them without a file.
std::vector<std::string> certificate_files();

}  // namespace wasmpair::platform

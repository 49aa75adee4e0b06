#include "util/platform/certificates.h"

namespace wasmpair::platform {

std::vector<std::string> certificate_files() { return {}; }  // the system's libcurl asks the keychain

}  // namespace wasmpair::platform

#include "util/platform/certificates.h"

namespace wasmpair::platform {

std::vector<std::string> certificate_files() { return {}; }  // there are no requests

}  // namespace wasmpair::platform

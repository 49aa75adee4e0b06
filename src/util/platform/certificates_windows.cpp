#include "util/platform/certificates.h"

namespace wasmpair::platform {

std::vector<std::string> certificate_files() { return {}; }  // Schannel asks the certificate store

}  // namespace wasmpair::platform

// The option --proxy.
#pragma once

#include <string>

#include "wasmpair/preview.h"

namespace wasmpair {

/// "/api=http://127.0.0.1:8080": requests to paths below /api go to that server. Throws a usage error.
ProxyRoute parse_proxy(const std::string& text);

}  // namespace wasmpair

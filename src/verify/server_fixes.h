// Fixes for incidents on known servers.
#pragma once

#include <string>
#include <string_view>

#include "verify/server_kind.h"

namespace wasmpair {

/// The fix for that server, or the incident's general fix if there is none. id: of an incident.
std::string fix_for(std::string_view id, ServerKind server);

}  // namespace wasmpair

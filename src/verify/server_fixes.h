// What to do about an incident on a server that is known.
#pragma once

#include <string>
#include <string_view>

#include "verify/server_kind.h"

namespace wasmpair {

/// The server's own remedy, or the incident's general one where there is no other. id: of an incident.
std::string fix_for(std::string_view id, ServerKind server);

}  // namespace wasmpair

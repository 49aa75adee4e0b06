// Where this user's files belong: the XDG Base Directory Specification 0.8. Relative paths in the environment are
// ignored, as it demands.
#pragma once

#include <string>

namespace wasmpair {

/// $XDG_CACHE_HOME/wasmpair, else $HOME/.cache/wasmpair, else "".
std::string user_cache_directory();

/// $XDG_STATE_HOME/wasmpair, else $HOME/.local/state/wasmpair, else "".
std::string user_state_directory();

}  // namespace wasmpair

// `wasmpair config go`: the Go package that serves releases.
#pragma once

#include "wasmpair/config.h"

namespace wasmpair {

inline constexpr ConfigTarget go_server_target{"go", "wasmpair.go", "a Go package that serves every release"};

/// Throws Error for options that belong to a release, for a name that no package can have, and for a file in the way.
Configuration write_go_server(const ConfigRequest& request);

}  // namespace wasmpair

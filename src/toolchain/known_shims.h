// The shims of Go releases, identified by content.
#pragma once

#include <string>
#include <vector>

#include "wasmpair/digest.h"

namespace wasmpair {

/// The minor versions whose releases include a shim with that digest: {"go1.21", "go1.22", "go1.23"}; empty if no
/// release is known to.
std::vector<std::string> releases_with_shim(const Sha256& digest);

}  // namespace wasmpair

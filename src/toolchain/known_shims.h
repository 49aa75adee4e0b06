// The shims of Go releases, identified by content.
#pragma once

#include <string>
#include <vector>

#include "wasmpair/digest.h"

namespace wasmpair {

/// The minor versions whose releases include a shim with that digest: {"go1.21", "go1.22", "go1.23"}; empty if no
/// release is known to.
std::vector<std::string> releases_with_shim(const Sha256& digest);

/// The minor versions whose shim has the same tokens, digested each followed by a line feed; empty if none is known to.
/// The tokens are known for Go 1.13, 1.14 and 1.18 to 1.27.
std::vector<std::string> releases_with_code(const Sha256& digest);

}  // namespace wasmpair

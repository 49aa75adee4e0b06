// The shims of Go releases, identified by content.
#pragma once

#include <string>
#include <vector>

#include "wasmpair/bytes.h"
#include "wasmpair/digest.h"

namespace wasmpair {

/// The minor versions whose releases include a shim with that digest: {"go1.21", "go1.22", "go1.23"}; empty if no
/// release is known to.
std::vector<std::string> releases_with_shim(const Sha256& digest);

/// The same for a file that may differ from the release's in what released_text() undoes.
std::vector<std::string> releases_with_text(ByteView shim);

/// The same for the digest of a shim's code (shim/code_digest.h). Releases whose shim was not at hand when the table
/// was made have none: Go 1.11, 1.12 and 1.15 to 1.17.
std::vector<std::string> releases_with_code(const Sha256& code_digest);

}  // namespace wasmpair

// An earlier release on its server.
#pragma once

#include <memory>
#include <string>

#include "ledger/release_source.h"
#include "wasmpair/progress.h"

namespace wasmpair {

/// url: of the directory, of a page in it, or of the manifest; its user and password are sent to its origin only.
/// progress may be null. Throws Error if it is not an http or https URL.
std::unique_ptr<ReleaseSource> open_release_on_server(const std::string& url, Progress* progress);

}  // namespace wasmpair

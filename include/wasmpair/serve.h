// `wasmpair serve`: previews a release with correct responses, or with simulated faults.
#pragma once

#include "wasmpair/preview.h"

namespace wasmpair {

/// Serves until SIGINT or SIGTERM, which the call takes over meanwhile, and leaves blocked in its thread, since the
/// program ends now. Raises the process's soft limit on open files. Throws Error if the directory holds no whole
/// release, or the port cannot be had.
void serve(const PreviewOptions& options, PreviewObserver& observer);

}  // namespace wasmpair

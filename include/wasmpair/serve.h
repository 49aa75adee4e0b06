// `wasmpair serve`: previews a release with correct responses, or with simulated faults.
#pragma once

#include "wasmpair/preview.h"

namespace wasmpair {

/// Serves until SIGINT or SIGTERM. It is meant to be the last call of a program: it handles both signals while it runs
/// and leaves them blocked in its thread, and it raises the process's soft limit on open files. Throws Error if the
/// directory does not hold a complete release, or if the port cannot be opened. Exceptions of the observer are passed
/// on.
void serve(const PreviewOptions& options, PreviewObserver& observer);

}  // namespace wasmpair

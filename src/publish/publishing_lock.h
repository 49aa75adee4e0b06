// Runs that change one output directory wait for each other.
#pragma once

#include "util/platform/descriptor.h"
#include "wasmpair/progress.h"

namespace wasmpair {

/// Takes the lock of an open directory, which lasts until that and what is returned are closed. Waits while another run
/// has it, and reports that to progress, which may be null.
[[nodiscard]] Descriptor lock_for_publishing(FileHandle directory, Progress* progress);

}  // namespace wasmpair

#include <unistd.h>

#include <algorithm>

#include "util/platform/guardian_posix.h"

namespace wasmpair::platform {

void close_descriptors(unsigned first, unsigned last) {
  const auto end = std::min(last, static_cast<unsigned>(::getdtablesize()));
  for (unsigned descriptor = first; descriptor <= end; ++descriptor) ::close(static_cast<int>(descriptor));
}

// launchd, the first process, buries every orphan.
void adopt_orphans() {}

// macOS has nothing of the kind: see guardian.h.
void die_with_parent() {}

}  // namespace wasmpair::platform

#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>

#include "util/platform/guardian_posix.h"

namespace wasmpair::platform {

void close_descriptors(unsigned first, unsigned last) {
  if (first > last || ::syscall(SYS_close_range, first, last, 0) == 0) return;
  const auto end = std::min<unsigned>(last, 65536);  // before Linux 5.9
  for (unsigned descriptor = first; descriptor <= end; ++descriptor) ::close(static_cast<int>(descriptor));
}

void adopt_orphans() { ::prctl(PR_SET_CHILD_SUBREAPER, 1); }

void die_with_parent() { ::prctl(PR_SET_PDEATHSIG, SIGKILL); }

}  // namespace wasmpair::platform

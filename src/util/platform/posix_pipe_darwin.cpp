#include "util/platform/posix_pipe.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>

namespace wasmpair::platform {

// There is no pipe2(2): a command that another thread starts between these calls inherits the ends.
PosixPipe open_pipe() {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) return {};
  for (const int end : ends) ::fcntl(end, F_SETFD, FD_CLOEXEC);
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

}  // namespace wasmpair::platform

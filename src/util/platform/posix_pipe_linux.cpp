#include "util/platform/posix_pipe.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>

namespace wasmpair::platform {

PosixPipe open_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return {};
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

}  // namespace wasmpair::platform

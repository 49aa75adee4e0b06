#include "util/platform/posix.h"

namespace wasmpair::platform {

int rename_specially(int, const char*, const char*, Renaming) {
  errno = ENOSYS;
  return -1;
}

}  // namespace wasmpair::platform

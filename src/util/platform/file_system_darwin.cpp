#include <sys/stdio.h>

#include "util/platform/posix.h"

namespace wasmpair::platform {

int rename_specially(int directory, const char* from, const char* to, Renaming renaming) {
  const unsigned int flag = renaming == Renaming::Exchange ? RENAME_SWAP : RENAME_EXCL;
  const int result = ::renameatx_np(directory, from, directory, to, flag);
  if (result != 0 && errno == ENOTSUP) errno = ENOSYS;  // a file system that does not know the flag
  return result;
}

}  // namespace wasmpair::platform

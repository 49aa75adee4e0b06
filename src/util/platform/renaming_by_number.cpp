#include <linux/fs.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "util/platform/posix.h"

namespace wasmpair::platform {

int rename_specially(int directory, const char* from, const char* to, Renaming renaming) {
  const unsigned int flag = renaming == Renaming::Exchange ? RENAME_EXCHANGE : RENAME_NOREPLACE;
  // For C libraries without the function: musl has it from 1.2.6 on.
  return static_cast<int>(::syscall(SYS_renameat2, directory, from, directory, to, flag));
}

}  // namespace wasmpair::platform

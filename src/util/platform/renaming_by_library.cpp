#include <cstdio>

#include "util/platform/posix.h"

namespace wasmpair::platform {

int rename_specially(int directory, const char* from, const char* to, Renaming renaming) {
  const unsigned int flag = renaming == Renaming::Exchange ? RENAME_EXCHANGE : RENAME_NOREPLACE;
  return ::renameat2(directory, from, directory, to, flag);
}

}  // namespace wasmpair::platform

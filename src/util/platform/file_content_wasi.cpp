#include "util/platform/file_content.h"

#include <unistd.h>

#include "util/platform/posix.h"

namespace wasmpair::platform {

bool flush(FileHandle opened) {
  // Those of a file system that has nothing to flush; ENOTSUP and EISDIR: directories, on some systems of the host.
  return ::fsync(descriptor_of(opened)) == 0 || errno == EINVAL || errno == EROFS || errno == ENOTSUP ||
         errno == EISDIR;
}

void begin_flush(FileHandle) {}

}  // namespace wasmpair::platform

#include "util/platform/file_content.h"

#include <fcntl.h>
#include <unistd.h>

#include "util/platform/posix.h"

namespace wasmpair::platform {

bool flush(FileHandle opened) {
  // fsync(2) leaves the bytes in the drive's cache there.
  if (::fcntl(descriptor_of(opened), F_FULLFSYNC) == 0) return true;
  // A file system, such as one of the network, or a directory, that knows only the usual call.
  return ::fsync(descriptor_of(opened)) == 0 || errno == EINVAL || errno == EROFS || errno == ENOTSUP;
}

void begin_flush(FileHandle) {}

}  // namespace wasmpair::platform

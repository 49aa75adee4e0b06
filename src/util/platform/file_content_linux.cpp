#include "util/platform/file_content.h"

#include <fcntl.h>
#include <unistd.h>

#include "util/platform/posix.h"

namespace wasmpair::platform {

bool flush(FileHandle opened) {
  // EINVAL, EROFS: a file system that has nothing to flush (some FUSE and network file systems).
  return ::fsync(descriptor_of(opened)) == 0 || errno == EINVAL || errno == EROFS;
}

void begin_flush(FileHandle file) { ::sync_file_range(descriptor_of(file), 0, 0, SYNC_FILE_RANGE_WRITE); }

}  // namespace wasmpair::platform

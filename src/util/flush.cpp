#include "util/flush.h"

#include <unistd.h>

#include <cerrno>

#include "util/system_error.h"

namespace wasmpair {

void flush_to_disk(int opened, const std::string& shown) {
  if (::fsync(opened) == 0) return;
  // EINVAL, EROFS: a file system that has nothing to flush (some FUSE and network file systems).
  if (errno != EINVAL && errno != EROFS) throw system_error(shown, "flush to disk", errno);
}

}  // namespace wasmpair

#include <fmt/format.h>
#include <unistd.h>

#include "util/platform/directories.h"
#include "util/platform/file_status.h"

namespace wasmpair::platform {
namespace {

bool is_directory(const char* path) {
  const std::optional<FileStatus> status = status_at(path);
  return status && status->kind == FileKind::Directory;
}

}  // namespace

std::string shared_memory_file() {
  // Sandboxes of build tools leave /dev/shm of Linux writable.
  const char* const directory = is_directory("/dev/shm") ? "/dev/shm" : "/tmp";
  return fmt::format("{}/wasmpair-memory-{}", directory, ::geteuid());
}

}  // namespace wasmpair::platform

// New files and directories. WASI gives them no mode, so the host is asked for one first.
#include <fcntl.h>
#include <sys/stat.h>

#include "util/platform/file_system.h"
#include "util/platform/host_wasi.h"
#include "util/platform/posix.h"

namespace wasmpair::platform {
namespace {

/// Calls with the host creating what such access needs.
template <typename Call>
auto with_access(Access access, const Call& call) {
  host::wasmpair_create_privately(access == Access::OwnerOnly ? 1 : 0);
  auto result = call();
  host::wasmpair_create_privately(0);
  return result;
}

}  // namespace

Descriptor open_or_create_to_lock(const std::string& path) {
  const int flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK;
  return with_access(Access::OwnerOnly, [&] { return Descriptor(::openat(AT_FDCWD, path.c_str(), flags, 0600)); });
}

Descriptor create_file_in(FileHandle directory, const std::string& name, Access access) {
  const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW;
  return with_access(access, [&] { return Descriptor(::openat(descriptor_of(directory), name.c_str(), flags, 0600)); });
}

bool create_directory(const std::string& path, Access access) {
  return with_access(access, [&] { return ::mkdir(path.c_str(), 0700) == 0; });
}

bool create_directory_in(FileHandle directory, const std::string& name, Access access) {
  return with_access(access, [&] { return ::mkdirat(descriptor_of(directory), name.c_str(), 0700) == 0; });
}

}  // namespace wasmpair::platform

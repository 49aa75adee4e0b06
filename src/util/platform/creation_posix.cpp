// New files and directories, whose modes say who may use them.
#include <fcntl.h>
#include <sys/stat.h>

#include "util/platform/file_system.h"
#include "util/platform/posix.h"

namespace wasmpair::platform {
namespace {

constexpr mode_t file_mode(Access access) { return access == Access::OwnerOnly ? 0600 : 0666; }
constexpr mode_t directory_mode(Access access) { return access == Access::OwnerOnly ? 0700 : 0777; }

}  // namespace

// For writing, too, because NFS locks need that.
Descriptor open_or_create_to_lock(const std::string& path) {
  const int flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
  return Descriptor(::openat(AT_FDCWD, path.c_str(), flags, file_mode(Access::OwnerOnly)));
}

Descriptor create_file_in(FileHandle directory, const std::string& name, Access access) {
  const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
  return Descriptor(::openat(descriptor_of(directory), name.c_str(), flags, file_mode(access)));
}

bool create_directory(const std::string& path, Access access) {
  return ::mkdir(path.c_str(), directory_mode(access)) == 0;
}

bool create_directory_in(FileHandle directory, const std::string& name, Access access) {
  return ::mkdirat(descriptor_of(directory), name.c_str(), directory_mode(access)) == 0;
}

}  // namespace wasmpair::platform

#include "util/platform/file_system.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <memory>
#include <string_view>

#include "util/platform/posix.h"

namespace wasmpair::platform {
namespace {

constexpr int directory_flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;

Descriptor open_at(FileHandle directory, const std::string& name, int flags, mode_t mode = 0) {
  return Descriptor(::openat(descriptor_of(directory), name.c_str(), flags, mode));
}

}  // namespace

void close_handle(FileHandle handle) { ::close(descriptor_of(handle)); }

Descriptor open_directory(const std::string& path) { return open_at(AT_FDCWD, path, directory_flags); }

Descriptor open_directory_in(FileHandle directory, const std::string& name) {
  return open_at(directory, name, directory_flags | O_NOFOLLOW);
}

Descriptor open_parent_of(FileHandle directory) { return open_at(directory, "..", directory_flags); }

// O_NONBLOCK: opening a FIFO must not wait for its writer.

Descriptor open_to_read(const std::string& path) { return open_at(AT_FDCWD, path, O_RDONLY | O_NONBLOCK | O_CLOEXEC); }

Descriptor open_to_read_in(FileHandle directory, const std::string& name) {
  return open_at(directory, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
}

// For writing, too, because NFS locks need that.
Descriptor open_to_lock_in(FileHandle directory, const std::string& name) {
  return open_at(directory, name, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
}

Descriptor open_to_append(const std::string& path) {
  return open_at(AT_FDCWD, path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
}

bool remove_file_in(FileHandle directory, const std::string& name) {
  return ::unlinkat(descriptor_of(directory), name.c_str(), 0) == 0;
}

bool remove_directory_in(FileHandle directory, const std::string& name) {
  return ::unlinkat(descriptor_of(directory), name.c_str(), AT_REMOVEDIR) == 0;
}

bool rename_in(FileHandle directory, const std::string& from, const std::string& to, Renaming renaming) {
  const int within = descriptor_of(directory);
  if (renaming == Renaming::Replace) return ::renameat(within, from.c_str(), within, to.c_str()) == 0;
  if (rename_specially(within, from.c_str(), to.c_str(), renaming) == 0) return true;
  if (renaming == Renaming::Exchange || (errno != EINVAL && errno != ENOSYS)) return false;
  // A file system that does not know the flag. A link replaces nothing either.
  if (::linkat(within, from.c_str(), within, to.c_str(), 0) != 0) return false;
  ::unlinkat(within, from.c_str(), 0);
  return true;
}

std::vector<std::string> names_in(FileHandle directory) {
  std::vector<std::string> names;
  // A separate descriptor, because closedir closes it.
  Descriptor own = open_at(directory, ".", directory_flags);
  if (!own) return names;
  const std::unique_ptr<DIR, int (*)(DIR*)> stream(::fdopendir(descriptor_of(own.get())), ::closedir);
  if (!stream) return names;
  own.release();
  while (const dirent* entry = ::readdir(stream.get())) {
    const std::string_view name = static_cast<const char*>(entry->d_name);
    if (name != "." && name != "..") names.emplace_back(name);
  }
  return names;
}

}  // namespace wasmpair::platform

#include "util/directory.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <string_view>

#include "util/flush.h"
#include "util/system_error.h"

namespace wasmpair {
namespace {

/// "a/b/" -> "a/", "a" -> ".", "/a" -> "/". "/" and "." are their own parents.
std::string parent_of(const std::string& path) {
  const std::size_t name_end = path.find_last_not_of('/');
  if (name_end == std::string::npos) return path;
  const std::size_t slash = path.rfind('/', name_end);
  return slash == std::string::npos ? "." : path.substr(0, slash + 1);
}

void create_directory(const std::string& path, mode_t mode) {
  const std::string parent = parent_of(path);
  int result = ::mkdir(path.c_str(), mode);
  if (result != 0 && errno == ENOENT && parent != path) {
    create_directory(parent, mode);
    result = ::mkdir(path.c_str(), mode);
  }
  if (result != 0 && errno == EEXIST) return;  // another run may have just created it
  if (result != 0) throw system_error(path, "create the directory", errno);
  const Descriptor opened = open_directory(parent);
  flush_to_disk(opened.get(), parent);
  // At most the last directory that a killed run created has not been flushed. It may be this parent.
  flush_name_of(opened.get(), parent);
}

}  // namespace

Descriptor open_directory(const std::string& path) {
  Descriptor directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory) throw system_error(path, "open the directory", errno);
  return directory;
}

Descriptor open_or_create_directory(const std::string& path, Access access) {
  Descriptor directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory) return directory;
  if (errno == ENOENT) create_directory(path, directory_mode(access));
  return open_directory(path);
}

void flush_name_of(int directory, const std::string& shown) {
  // ".." is the real parent also of a directory that was opened through a symbolic link.
  const Descriptor parent(::openat(directory, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  // A parent that may not be read belongs to somebody else, and so does the name in it.
  if (parent) flush_to_disk(parent.get(), shown);
}

bool is_writable_by_owner_only(int directory) {
  struct stat status {};
  constexpr mode_t writable_by_others = S_IWGRP | S_IWOTH;
  return ::fstat(directory, &status) == 0 && status.st_uid == ::geteuid() && (status.st_mode & writable_by_others) == 0;
}

std::vector<std::string> names_in(int directory) {
  std::vector<std::string> names;
  // A separate descriptor, because closedir closes it.
  Descriptor own(::openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!own) return names;
  const std::unique_ptr<DIR, int (*)(DIR*)> stream(::fdopendir(own.get()), ::closedir);
  if (!stream) return names;
  own.release();
  while (const dirent* entry = ::readdir(stream.get())) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  return names;
}

}  // namespace wasmpair

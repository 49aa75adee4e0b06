#include "util/platform/file_status.h"

#include <fcntl.h>

#include "util/platform/posix.h"

namespace wasmpair::platform {
namespace {

FileKind kind_of(mode_t mode) {
  if (S_ISREG(mode)) return FileKind::Regular;
  if (S_ISDIR(mode)) return FileKind::Directory;
  return S_ISLNK(mode) ? FileKind::SymbolicLink : FileKind::Other;
}

std::optional<FileStatus> status_from(int result, const struct stat& status) {
  if (result != 0) return std::nullopt;
  return FileStatus{kind_of(status.st_mode),
                    {static_cast<std::uint64_t>(status.st_dev), static_cast<std::uint64_t>(status.st_ino)},
                    static_cast<std::uint64_t>(status.st_size),
                    static_cast<std::uint64_t>(status.st_nlink),
                    modified_in(status),
                    changed_in(status)};
}

}  // namespace

std::optional<FileStatus> status_of(FileHandle opened) {
  struct stat status {};
  return status_from(::fstat(descriptor_of(opened), &status), status);
}

std::optional<FileStatus> status_in(FileHandle directory, const std::string& name) {
  struct stat status {};
  return status_from(::fstatat(descriptor_of(directory), name.c_str(), &status, AT_SYMLINK_NOFOLLOW), status);
}

std::optional<FileStatus> status_at(const std::string& path) {
  struct stat status {};
  return status_from(::stat(path.c_str(), &status), status);
}

std::optional<FileStatus> link_status_at(const std::string& path) {
  struct stat status {};
  return status_from(::lstat(path.c_str(), &status), status);
}

}  // namespace wasmpair::platform

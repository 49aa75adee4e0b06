#include "util/directory.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

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

void create_directory(const std::string& path) {
  const std::string parent = parent_of(path);
  int result = ::mkdir(path.c_str(), 0777);
  if (result != 0 && errno == ENOENT && parent != path) {
    create_directory(parent);
    result = ::mkdir(path.c_str(), 0777);
  }
  if (result != 0 && errno == EEXIST) return;  // another run may have just created it
  if (result != 0) throw system_error(path, "create the directory", errno);
  const Descriptor opened = open_directory(parent);
  sync_directory(opened.get(), parent);
}

}  // namespace

Descriptor open_directory(const std::string& path) {
  Descriptor directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory) throw system_error(path, "open the directory", errno);
  return directory;
}

Descriptor open_or_create_directory(const std::string& path) {
  Descriptor directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory) return directory;
  if (errno == ENOENT) create_directory(path);
  return open_directory(path);
}

void sync_directory(int directory, const std::string& shown) {
  // EINVAL: a file system that cannot sync directories (some FUSE and network file systems).
  if (::fsync(directory) != 0 && errno != EINVAL) throw system_error(shown, "flush to disk", errno);
}

}  // namespace wasmpair

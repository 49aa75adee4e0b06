#include "util/directory.h"

#include <cerrno>

#include "util/flush.h"
#include "util/platform/file_system.h"
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

void create_directory(const std::string& path, Access access) {
  const std::string parent = parent_of(path);
  bool is_created = platform::create_directory(path, access);
  if (!is_created && errno == ENOENT && parent != path) {
    create_directory(parent, access);
    is_created = platform::create_directory(path, access);
  }
  if (!is_created && errno == EEXIST) return;  // another run may have just created it
  if (!is_created) throw system_error(path, "create the directory", errno);
  const Descriptor opened = open_directory(parent);
  flush_to_disk(opened.get(), parent);
  // At most the last directory that a killed run created has not been flushed. It may be this parent.
  flush_name_of(opened.get(), parent);
}

}  // namespace

Descriptor open_directory(const std::string& path) {
  Descriptor directory = platform::open_directory(path);
  if (!directory) throw system_error(path, "open the directory", errno);
  return directory;
}

Descriptor open_or_create_directory(const std::string& path, Access access) {
  Descriptor directory = platform::open_directory(path);
  if (directory) return directory;
  if (errno == ENOENT) create_directory(path, access);
  return open_directory(path);
}

void flush_name_of(FileHandle directory, const std::string& shown) {
  const Descriptor parent = platform::open_parent_of(directory);
  // A parent that may not be read belongs to somebody else, and so does the name in it.
  if (parent) flush_to_disk(parent.get(), shown);
}

}  // namespace wasmpair

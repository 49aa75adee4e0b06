#include "dev/private_directory.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <boost/filesystem/operations.hpp>
#include <boost/filesystem/path.hpp>
#include <cerrno>
#include <cstdlib>
#include <string_view>

#include "util/directory.h"
#include "util/lock.h"
#include "util/system_error.h"

namespace wasmpair {
namespace {

namespace fs = boost::filesystem;

constexpr std::string_view prefix = "wasmpair-dev-";
constexpr std::size_t random_characters = 6;
constexpr const char* lock_name = "lock";

std::string parent_directory() {
  const char* const chosen = std::getenv("TMPDIR");
  return chosen != nullptr && chosen[0] == '/' ? chosen : "/tmp";
}

void remove(const std::string& path) {
  boost::system::error_code ignored;
  fs::remove_all(path, ignored);
}

bool is_ours(int parent, const std::string& name) {
  if (!name.starts_with(prefix) || name.size() != prefix.size() + random_characters) return false;
  struct stat status {};
  return ::fstatat(parent, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(status.st_mode) &&
         status.st_uid == ::geteuid();
}

/// True if the run that made the directory has ended. One that made it just now has no lock yet: only an empty
/// directory can be removed then, and that run makes another.
bool is_abandoned(int parent, const std::string& name) {
  const std::string lock_file = name + "/" + lock_name;
  const Descriptor lock(::openat(parent, lock_file.c_str(), O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (lock) return try_lock_exclusively(lock.get());
  ::unlinkat(parent, name.c_str(), AT_REMOVEDIR);
  return false;
}

void remove_leftovers(const std::string& parent) {
  const Descriptor opened(::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!opened) return;
  for (const std::string& name : names_in(opened.get()))
    if (is_ours(opened.get(), name) && is_abandoned(opened.get(), name)) remove((fs::path(parent) / name).string());
}

}  // namespace

PrivateDirectory::PrivateDirectory() {
  const std::string parent = parent_directory();
  remove_leftovers(parent);
  while (!lock_) {
    path_ = (fs::path(parent) / (std::string(prefix) + "XXXXXX")).string();
    if (::mkdtemp(path_.data()) == nullptr) throw system_error(path_, "create the directory", errno);
    const std::string lock_file = path_ + "/" + lock_name;
    lock_ = Descriptor(::open(lock_file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!lock_ && errno != ENOENT) throw system_error(lock_file, "create", errno);
    // Another run may have taken the directory for a leftover before it was locked. On a file system without locks,
    // none does.
    struct stat status {};
    if (lock_ && lock_exclusively(lock_.get()) && ::fstat(lock_.get(), &status) == 0 && status.st_nlink == 0)
      lock_ = Descriptor();
  }
}

PrivateDirectory::~PrivateDirectory() { remove(path_); }

}  // namespace wasmpair

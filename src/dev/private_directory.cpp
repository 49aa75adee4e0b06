#include "dev/private_directory.h"

#include <array>
#include <boost/filesystem/operations.hpp>
#include <boost/filesystem/path.hpp>
#include <cerrno>
#include <cstdint>
#include <optional>
#include <string_view>

#include "util/directory.h"
#include "util/hex.h"
#include "util/platform/access.h"
#include "util/platform/directories.h"
#include "util/platform/file_lock.h"
#include "util/platform/file_status.h"
#include "util/platform/file_system.h"
#include "util/platform/random.h"
#include "util/system_error.h"

namespace wasmpair {
namespace {

namespace fs = boost::filesystem;

constexpr std::string_view prefix = "wasmpair-dev-";
constexpr std::size_t random_characters = 6;
constexpr const char* lock_name = "lock";

std::string random_name() {
  std::array<std::uint8_t, random_characters / 2> random{};
  platform::fill_with_random(random);
  return std::string(prefix) + to_hex(random);
}

void remove(const std::string& path) {
  boost::system::error_code ignored;
  fs::remove_all(path, ignored);
}

bool is_our_name(std::string_view name) {
  return name.starts_with(prefix) && name.size() == prefix.size() + random_characters;
}

/// Nothing unless it is a directory of this user.
Descriptor open_ours(FileHandle parent, const std::string& name) {
  Descriptor directory = platform::open_directory_in(parent, name);
  return directory && platform::is_owned_by_user(directory.get()) ? std::move(directory) : Descriptor();
}

/// True if the run that made the directory has ended. One that made it just now has no lock yet: only an empty
/// directory can be removed then, and that run makes another.
bool is_abandoned(FileHandle parent, const std::string& name) {
  const Descriptor directory = open_ours(parent, name);
  if (!directory) return false;
  const Descriptor lock = platform::open_to_lock_in(directory.get(), lock_name);
  if (lock) return platform::lock(lock.get(), Locking::Try) == Locked::Yes;
  platform::remove_directory_in(parent, name);
  return false;
}

void remove_leftovers(const std::string& parent) {
  const Descriptor opened = platform::open_directory(parent);
  if (!opened) return;
  for (const std::string& name : platform::names_in(opened.get()))
    if (is_our_name(name) && is_abandoned(opened.get(), name)) remove((fs::path(parent) / name).generic_string());
}

}  // namespace

PrivateDirectory::PrivateDirectory() {
  const std::string parent = platform::temporary_directory();
  remove_leftovers(parent);
  while (!lock_) {
    path_ = (fs::path(parent) / random_name()).generic_string();
    if (!platform::create_directory(path_, Access::OwnerOnly)) {
      if (errno == EEXIST) continue;
      throw system_error(path_, "create the directory", errno);
    }
    const Descriptor directory = platform::open_directory(path_);
    if (directory) lock_ = platform::create_file_in(directory.get(), lock_name, Access::OwnerOnly);
    if (!lock_ && errno != ENOENT) throw system_error(path_ + "/" + lock_name, "create", errno);
    if (!lock_ || platform::lock(lock_.get(), Locking::Wait) != Locked::Yes) continue;
    // Another run may have taken the directory for a leftover before it was locked. On a file system without locks,
    // none does.
    const std::optional<FileStatus> status = platform::status_of(lock_.get());
    if (status && status->links == 0) lock_ = Descriptor();
  }
}

PrivateDirectory::~PrivateDirectory() {
  remove(path_);
  lock_ = Descriptor();
  remove(path_);  // older versions of Windows keep a name for as long as its file is open
}

}  // namespace wasmpair

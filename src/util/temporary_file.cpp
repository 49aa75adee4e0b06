#include "util/temporary_file.h"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <string_view>
#include <vector>

#include "util/directory.h"
#include "util/hex.h"
#include "util/lock.h"
#include "util/system_error.h"

namespace wasmpair {
namespace {

constexpr std::string_view prefix = ".wasmpair.";
constexpr std::string_view suffix = ".tmp";
constexpr std::size_t random_digits = 16;

std::string random_name() {
  std::array<std::uint8_t, random_digits / 2> random{};
  while (::getrandom(random.data(), random.size(), 0) != static_cast<ssize_t>(random.size())) {
  }
  return std::string(prefix) + to_hex(random) + std::string(suffix);
}

bool is_temporary_name(std::string_view name) {
  if (!name.starts_with(prefix) || !name.ends_with(suffix)) return false;
  if (name.size() != prefix.size() + random_digits + suffix.size()) return false;
  return name.substr(prefix.size(), random_digits).find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

Descriptor open_new(int directory, const std::string& name, Access access) {
  constexpr int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
  return Descriptor(::openat(directory, name.c_str(), flags, file_mode(access)));
}

/// True if the file still has a name.
bool is_linked(int file) {
  struct stat status {};
  return ::fstat(file, &status) == 0 && status.st_nlink > 0;
}

std::vector<std::string> temporary_names(int directory) {
  std::vector<std::string> names = names_in(directory);
  std::erase_if(names, [](const std::string& name) { return !is_temporary_name(name); });
  return names;
}

bool remove_if_abandoned(int directory, const std::string& name) {
  // O_NONBLOCK: a FIFO of that name must not block. Open for writing, because NFS locks need that.
  const Descriptor file(::openat(directory, name.c_str(), O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  struct stat status {};
  if (!file || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) return false;
  if (!try_lock_exclusively(file.get())) return false;
  return ::unlinkat(directory, name.c_str(), 0) == 0;  // still locked: see create_temporary_file
}

}  // namespace

TemporaryFile create_temporary_file(int directory, const std::string& shown, Access access) {
  while (true) {
    TemporaryFile created;
    created.name = random_name();
    created.removal = {directory, created.name, [&] {
                         created.file = open_new(directory, created.name, access);
                         return bool(created.file);
                       }};
    if (!created.file && (errno == EEXIST || errno == EINTR)) continue;
    if (!created.file) throw system_error(shown, "create", errno);
    // Between creation and this lock, another run's remove_abandoned may have taken the file for a leftover. That run
    // holds the lock until it has removed the name, so the link count is reliable once we hold the lock.
    const bool locked = lock_exclusively(created.file.get());
    if (!locked || is_linked(created.file.get())) return created;
  }
}

std::size_t remove_abandoned(int directory) {
  const std::vector<std::string> names = temporary_names(directory);
  const auto removed = std::ranges::count_if(
      names, [directory](const std::string& name) { return remove_if_abandoned(directory, name); });
  return static_cast<std::size_t>(removed);
}

}  // namespace wasmpair

#include "util/temporary_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <string_view>
#include <vector>

#include "util/hex.h"
#include "util/platform/file_lock.h"
#include "util/platform/file_status.h"
#include "util/platform/file_system.h"
#include "util/platform/random.h"
#include "util/system_error.h"

namespace wasmpair {
namespace {

constexpr std::string_view prefix = ".wasmpair.";
constexpr std::string_view suffix = ".tmp";
constexpr std::size_t random_digits = 16;

std::string random_name() {
  std::array<std::uint8_t, random_digits / 2> random{};
  platform::fill_with_random(random);
  return std::string(prefix) + to_hex(random) + std::string(suffix);
}

bool is_temporary_name(std::string_view name) {
  if (!name.starts_with(prefix) || !name.ends_with(suffix)) return false;
  if (name.size() != prefix.size() + random_digits + suffix.size()) return false;
  return name.substr(prefix.size(), random_digits).find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// True if the file still has a name.
bool is_linked(FileHandle file) {
  const std::optional<FileStatus> status = platform::status_of(file);
  return status && status->links > 0;
}

std::vector<std::string> temporary_names(FileHandle directory) {
  std::vector<std::string> names = platform::names_in(directory);
  std::erase_if(names, [](const std::string& name) { return !is_temporary_name(name); });
  return names;
}

bool remove_if_abandoned(FileHandle directory, const std::string& name) {
  const Descriptor file = platform::open_to_lock_in(directory, name);
  const std::optional<FileStatus> status = file ? platform::status_of(file.get()) : std::nullopt;
  if (!status || status->kind != FileKind::Regular) return false;
  if (platform::lock(file.get(), Locking::Try) != Locked::Yes) return false;
  return platform::remove_file_in(directory, name);  // still locked: see create_temporary_file
}

}  // namespace

TemporaryFile create_temporary_file(FileHandle directory, const std::string& shown, Access access) {
  while (true) {
    TemporaryFile created;
    created.name = random_name();
    created.removal = {directory, created.name, [&] {
                         created.file = platform::create_file_in(directory, created.name, access);
                         return bool(created.file);
                       }};
    if (!created.file && (errno == EEXIST || errno == EINTR)) continue;
    if (!created.file) throw system_error(shown, "create", errno);
    // Between creation and this lock, another run's remove_abandoned may have taken the file for a leftover. That run
    // holds the lock until it has removed the name, so the link count is reliable once we hold the lock.
    const Locked locked = platform::lock(created.file.get(), Locking::Wait);
    if (locked != Locked::Yes || is_linked(created.file.get())) return created;
  }
}

std::size_t remove_abandoned(FileHandle directory) {
  const std::vector<std::string> names = temporary_names(directory);
  const auto removed = std::ranges::count_if(
      names, [directory](const std::string& name) { return remove_if_abandoned(directory, name); });
  return static_cast<std::size_t>(removed);
}

}  // namespace wasmpair

// Locks of Windows keep others from reading what is locked, so they are on bytes that no file has. Directories cannot
// be locked: each has a byte, by its identity, in a file of the user's. Two that share a byte only wait in vain.
#include "util/platform/file_lock.h"

#include <boost/filesystem/operations.hpp>
#include <optional>
#include <string>

#include "util/platform/directories.h"
#include "util/platform/file_status.h"
#include "util/platform/file_system.h"
#include "util/platform/windows.h"

namespace wasmpair::platform {
namespace {

constexpr std::uint64_t beyond_files = std::uint64_t{1} << 62U;

Locked lock_at(FileHandle file, std::uint64_t byte, Locking locking) {
  OVERLAPPED place{};
  place.Offset = static_cast<DWORD>(byte);
  place.OffsetHigh = static_cast<DWORD>(byte >> 32U);
  const DWORD flags = LOCKFILE_EXCLUSIVE_LOCK | (locking == Locking::Try ? LOCKFILE_FAIL_IMMEDIATELY : 0);
  if (::LockFileEx(native(file), flags, 0, 1, 0, &place) != 0) return Locked::Yes;
  const DWORD error = ::GetLastError();
  return error == ERROR_LOCK_VIOLATION || error == ERROR_IO_PENDING ? Locked::Busy : Locked::Unsupported;
}

Descriptor open_directory_locks() {
  const std::string directory = user_state_directory();
  if (directory.empty()) return {};
  boost::system::error_code ignored;  // opening the file will tell
  boost::filesystem::create_directories(directory, ignored);
  return open_or_create_to_lock(directory + "/publishing.lock");
}

/// The same for all handles of a directory, and less than beyond_files.
std::uint64_t byte_of(const FileIdentity& identity) {
  constexpr std::uint64_t odd = 0x9e3779b97f4a7c15;  // 2^64 divided by the golden ratio: spreads numbers in a row
  return ((identity.number ^ (identity.device * odd)) * odd) % beyond_files;
}

}  // namespace

Locked lock(FileHandle file, Locking locking) { return lock_at(file, beyond_files, locking); }

Locked lock_directory(FileHandle directory, Locking locking, Descriptor& holder) {
  const std::optional<FileStatus> status = status_of(directory);
  if (!holder) holder = open_directory_locks();
  if (!status || !holder) return Locked::Unsupported;
  return lock_at(holder.get(), byte_of(status->identity), locking);
}

Locked lock_byte(FileHandle file, std::uint64_t byte, Locking locking) { return lock_at(file, byte, locking); }

void unlock_byte(FileHandle file, std::uint64_t byte) {
  ::UnlockFile(native(file), static_cast<DWORD>(byte), static_cast<DWORD>(byte >> 32U), 1, 0);
}

}  // namespace wasmpair::platform

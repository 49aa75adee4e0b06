// Locks of Windows keep others from reading what is locked, so they are on bytes that no file has. Directories cannot
// be locked: lock() of one is Unsupported.
#include "util/platform/file_lock.h"

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

}  // namespace

Locked lock(FileHandle opened, Locking locking) { return lock_at(opened, beyond_files, locking); }

Locked lock_byte(FileHandle file, std::uint64_t byte, Locking locking) { return lock_at(file, byte, locking); }

void unlock_byte(FileHandle file, std::uint64_t byte) {
  ::UnlockFile(native(file), static_cast<DWORD>(byte), static_cast<DWORD>(byte >> 32U), 1, 0);
}

}  // namespace wasmpair::platform

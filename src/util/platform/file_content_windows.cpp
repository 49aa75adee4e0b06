#include "util/platform/file_content.h"

#include <algorithm>
#include <cerrno>

#include "util/platform/windows.h"

namespace wasmpair::platform {
namespace {

/// The functions of Windows count in 32 bits.
DWORD at_once(std::size_t bytes) { return static_cast<DWORD>(std::min<std::size_t>(bytes, 1U << 30U)); }

}  // namespace

std::optional<std::size_t> read(FileHandle file, std::span<std::uint8_t> into) {
  DWORD count = 0;
  if (::ReadFile(native(file), into.data(), at_once(into.size()), &count, nullptr) != 0) return count;
  if (::GetLastError() == ERROR_HANDLE_EOF) return 0;
  set_errno_from(::GetLastError());
  return std::nullopt;
}

std::optional<std::size_t> read_at(FileHandle file, std::uint64_t offset, std::span<std::uint8_t> into) {
  OVERLAPPED place{};
  place.Offset = static_cast<DWORD>(offset);
  place.OffsetHigh = static_cast<DWORD>(offset >> 32U);
  DWORD count = 0;
  if (::ReadFile(native(file), into.data(), at_once(into.size()), &count, &place) != 0) return count;
  if (::GetLastError() == ERROR_HANDLE_EOF) return 0;
  set_errno_from(::GetLastError());
  return std::nullopt;
}

std::optional<std::size_t> write(FileHandle file, ByteView content) {
  DWORD count = 0;
  if (::WriteFile(native(file), content.data(), at_once(content.size()), &count, nullptr) != 0) return count;
  set_errno_from(::GetLastError());
  return std::nullopt;
}

bool flush(FileHandle opened) {
  if (::FlushFileBuffers(native(opened)) != 0) return true;
  // A directory, or a file that is open for reading alone: NTFS orders names in its journal.
  const DWORD error = ::GetLastError();
  return error == ERROR_ACCESS_DENIED || error == ERROR_INVALID_FUNCTION || error == ERROR_INVALID_HANDLE ||
         error == ERROR_INVALID_PARAMETER || set_errno_from(error);
}

void begin_flush(FileHandle) {}

void touch(FileHandle file) {
  FILETIME now{};
  ::GetSystemTimeAsFileTime(&now);
  ::SetFileTime(native(file), nullptr, nullptr, &now);
}

}  // namespace wasmpair::platform

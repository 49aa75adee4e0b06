#include <cerrno>
#include <limits>

#include "util/platform/windows.h"

namespace wasmpair::platform {
namespace {

struct Meaning {
  DWORD error;
  int number;
};

constexpr Meaning meanings[] = {
    {ERROR_FILE_NOT_FOUND, ENOENT},
    {ERROR_PATH_NOT_FOUND, ENOENT},
    {ERROR_INVALID_DRIVE, ENOENT},
    {ERROR_BAD_NETPATH, ENOENT},
    {ERROR_BAD_NET_NAME, ENOENT},
    {ERROR_ACCESS_DENIED, EACCES},
    {ERROR_PRIVILEGE_NOT_HELD, EPERM},
    {ERROR_SHARING_VIOLATION, EBUSY},
    {ERROR_LOCK_VIOLATION, EAGAIN},
    {ERROR_FILE_EXISTS, EEXIST},
    {ERROR_ALREADY_EXISTS, EEXIST},
    {ERROR_DISK_FULL, ENOSPC},
    {ERROR_HANDLE_DISK_FULL, ENOSPC},
    {ERROR_DISK_QUOTA_EXCEEDED, ENOSPC},
    {ERROR_WRITE_PROTECT, EROFS},
    {ERROR_FILENAME_EXCED_RANGE, ENAMETOOLONG},
    {ERROR_BUFFER_OVERFLOW, ENAMETOOLONG},
    {ERROR_INVALID_NAME, EINVAL},
    {ERROR_DIRECTORY, ENOTDIR},
    {ERROR_DIR_NOT_EMPTY, ENOTEMPTY},
    {ERROR_NOT_ENOUGH_MEMORY, ENOMEM},
    {ERROR_OUTOFMEMORY, ENOMEM},
    {ERROR_NO_SYSTEM_RESOURCES, ENOMEM},
    {ERROR_TOO_MANY_OPEN_FILES, EMFILE},
    {ERROR_INVALID_FUNCTION, ENOSYS},
    {ERROR_NOT_SUPPORTED, ENOSYS},
    {ERROR_INVALID_PARAMETER, EINVAL},
    {ERROR_CALL_NOT_IMPLEMENTED, ENOSYS},
    {ERROR_CANT_RESOLVE_FILENAME, ELOOP},
    {ERROR_DELETE_PENDING, EACCES},
    {ERROR_BROKEN_PIPE, EPIPE},
    {ERROR_NO_DATA, EPIPE},
};

int length_of(std::size_t size) {
  return size > static_cast<std::size_t>(std::numeric_limits<int>::max()) ? 0 : static_cast<int>(size);
}

}  // namespace

std::wstring utf16_of(const std::string& utf8) {
  const int length = length_of(utf8.size());
  std::wstring utf16(static_cast<std::size_t>(::MultiByteToWideChar(CP_UTF8, 0, utf8.data(), length, nullptr, 0)),
                     L'\0');
  ::MultiByteToWideChar(CP_UTF8, 0, utf8.data(), length, utf16.data(), length_of(utf16.size()));
  return utf16;
}

std::string utf8_of(const std::wstring& utf16) {
  const int length = length_of(utf16.size());
  std::string utf8(
      static_cast<std::size_t>(::WideCharToMultiByte(CP_UTF8, 0, utf16.data(), length, nullptr, 0, nullptr, nullptr)),
      '\0');
  ::WideCharToMultiByte(CP_UTF8, 0, utf16.data(), length, utf8.data(), length_of(utf8.size()), nullptr, nullptr);
  return utf8;
}

std::wstring native_path(const std::string& path) {
  const std::wstring given = utf16_of(path);
  std::wstring absolute(::GetFullPathNameW(given.c_str(), 0, nullptr, nullptr), L'\0');
  absolute.resize(::GetFullPathNameW(given.c_str(), static_cast<DWORD>(absolute.size()), absolute.data(), nullptr));
  if (absolute.empty() || absolute.starts_with(LR"(\\?\)") || absolute.starts_with(LR"(\\.\)")) return absolute;
  if (absolute.starts_with(LR"(\\)")) return LR"(\\?\UNC\)" + absolute.substr(2);
  return LR"(\\?\)" + absolute;
}

bool set_errno_from(DWORD error) {
  errno = EIO;
  for (const Meaning& meaning : meanings)
    if (meaning.error == error) errno = meaning.number;
  return false;
}

bool set_errno_from_status(NTSTATUS status) { return set_errno_from(::RtlNtStatusToDosError(status)); }

}  // namespace wasmpair::platform

#include "util/platform/file_status.h"

#include "util/platform/windows.h"

namespace wasmpair::platform {
namespace {

/// From 100 nanoseconds since 1601-01-01 UTC.
FileTime time_from(std::int64_t ticks) {
  constexpr std::int64_t ticks_of_a_second = 10'000'000;
  constexpr std::int64_t seconds_before_1970 = 11'644'473'600;
  return {ticks / ticks_of_a_second - seconds_before_1970, ticks % ticks_of_a_second * 100};
}

FileKind kind_of(DWORD attributes) {
  if ((attributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0) return FileKind::SymbolicLink;
  if ((attributes & FILE_ATTRIBUTE_DIRECTORY) != 0) return FileKind::Directory;
  return (attributes & FILE_ATTRIBUTE_DEVICE) != 0 ? FileKind::Other : FileKind::Regular;
}

std::optional<FileStatus> status_of_path(const std::string& path, DWORD flags) {
  const HANDLE opened = ::CreateFileW(native_path(path).c_str(), FILE_READ_ATTRIBUTES, everybody, nullptr,
                                      OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS | flags, nullptr);
  if (opened != INVALID_HANDLE_VALUE) return status_of(Descriptor(handle_from(opened)).get());
  set_errno_from(::GetLastError());
  return std::nullopt;
}

}  // namespace

std::optional<FileStatus> status_of(FileHandle opened) {
  BY_HANDLE_FILE_INFORMATION information{};
  FILE_BASIC_INFO times{};
  FILE_STANDARD_INFO standard{};
  const HANDLE file = native(opened);
  if (::GetFileInformationByHandle(file, &information) == 0 ||
      ::GetFileInformationByHandleEx(file, FileBasicInfo, &times, sizeof times) == 0 ||
      ::GetFileInformationByHandleEx(file, FileStandardInfo, &standard, sizeof standard) == 0) {
    set_errno_from(::GetLastError());
    return std::nullopt;
  }
  if (::GetFileType(file) != FILE_TYPE_DISK) return FileStatus{};
  FileStatus status;
  status.kind = kind_of(information.dwFileAttributes);
  status.identity = {information.dwVolumeSerialNumber,
                     std::uint64_t{information.nFileIndexHigh} << 32U | information.nFileIndexLow};
  status.bytes = std::uint64_t{information.nFileSizeHigh} << 32U | information.nFileSizeLow;
  status.links = standard.DeletePending != 0 ? 0 : information.nNumberOfLinks;
  status.modified = time_from(times.LastWriteTime.QuadPart);
  status.changed = time_from(times.ChangeTime.QuadPart);
  return status;
}

std::optional<FileStatus> status_in(FileHandle directory, const std::string& name) {
  const Descriptor opened = open_native(native(directory), name,
                                        {FILE_READ_ATTRIBUTES | SYNCHRONIZE, FILE_OPEN,
                                         FILE_SYNCHRONOUS_IO_NONALERT | FILE_OPEN_FOR_BACKUP_INTENT | the_link_itself});
  return opened ? status_of(opened.get()) : std::nullopt;
}

std::optional<FileStatus> status_at(const std::string& path) { return status_of_path(path, 0); }

std::optional<FileStatus> link_status_at(const std::string& path) {
  return status_of_path(path, FILE_FLAG_OPEN_REPARSE_POINT);
}

FileTime now_for_files() {
  FILETIME now{};
  ::GetSystemTimeAsFileTime(&now);
  return time_from(static_cast<std::int64_t>(std::uint64_t{now.dwHighDateTime} << 32U | now.dwLowDateTime));
}

}  // namespace wasmpair::platform

// Names in open directories, by the functions of the kernel that take a directory as a root: those of Win32 take paths
// alone, which another program may redirect between two calls. Sources: Microsoft's documentation of NtCreateFile and
// NtSetInformationFile.
#include "util/platform/file_system.h"

#include <cerrno>
#include <cstddef>
#include <cstring>

#include "util/platform/windows.h"

namespace wasmpair::platform {
namespace {

constexpr ULONG directory_options = FILE_DIRECTORY_FILE | FILE_SYNCHRONOUS_IO_NONALERT | FILE_OPEN_FOR_BACKUP_INTENT;
constexpr ULONG file_options = FILE_SYNCHRONOUS_IO_NONALERT | FILE_OPEN_FOR_BACKUP_INTENT;
constexpr ACCESS_MASK reading = FILE_GENERIC_READ | SYNCHRONIZE;
/// Also what flushing needs.
constexpr ACCESS_MASK using_directory = FILE_LIST_DIRECTORY | FILE_TRAVERSE | FILE_READ_ATTRIBUTES | FILE_ADD_FILE |
                                        FILE_ADD_SUBDIRECTORY | READ_CONTROL | SYNCHRONIZE;

bool is_reparse_point(const Descriptor& opened) {
  FILE_ATTRIBUTE_TAG_INFO information{};
  return ::GetFileInformationByHandleEx(native(opened.get()), FileAttributeTagInfo, &information, sizeof information) !=
             0 &&
         (information.FileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0;
}

/// Within an open directory, without following a link.
Descriptor open_within(FileHandle directory, const std::string& name, Opening opening) {
  if (name.size() > 8192) {
    errno = ENAMETOOLONG;
    return {};
  }
  opening.options |= the_link_itself;
  Descriptor opened = open_native(native(directory), name, opening);
  if (!opened || !is_reparse_point(opened)) return opened;
  errno = ELOOP;
  return {};
}

Descriptor open_path(const std::string& path, DWORD access, DWORD disposition, DWORD flags) {
  const HANDLE opened =
      ::CreateFileW(native_path(path).c_str(), access, everybody, nullptr, disposition, flags, nullptr);
  if (opened != INVALID_HANDLE_VALUE) return Descriptor(handle_from(opened));
  set_errno_from(::GetLastError());
  return {};
}

/// FILE_RENAME_INFORMATION and its later form have one layout: flags, root, length, name.
bool set_name(HANDLE file, HANDLE root, const std::wstring& name, FILE_INFORMATION_CLASS kind, ULONG flags) {
  struct Header {
    ULONG flags;
    HANDLE root;
    ULONG bytes;
    wchar_t name[1];
  };
  const std::size_t bytes = name.size() * sizeof(wchar_t);
  std::vector<std::byte> buffer(offsetof(Header, name) + bytes + sizeof(wchar_t));
  Header header{flags, root, static_cast<ULONG>(bytes), {}};
  std::memcpy(buffer.data(), &header, offsetof(Header, name));
  std::memcpy(buffer.data() + offsetof(Header, name), name.data(), bytes);
  IO_STATUS_BLOCK block{};
  const NTSTATUS status = ::NtSetInformationFile(file, &block, buffer.data(), static_cast<ULONG>(buffer.size()), kind);
  return status >= 0 || set_errno_from_status(status);
}

// Numbers of the kernel's documentation, which MinGW's headers lack.
const auto file_rename_information = static_cast<FILE_INFORMATION_CLASS>(10);
const auto file_rename_information_ex = static_cast<FILE_INFORMATION_CLASS>(65);
const auto file_disposition_information = static_cast<FILE_INFORMATION_CLASS>(13);
const auto file_disposition_information_ex = static_cast<FILE_INFORMATION_CLASS>(64);
constexpr ULONG rename_replaces = 1;
constexpr ULONG rename_posix = 2;
constexpr ULONG delete_posix = 1 | 2;

bool is_unknown_to_system() { return errno == EINVAL || errno == ENOSYS; }

bool rename_once(HANDLE file, HANDLE root, const std::wstring& name, bool replaces) {
  // By POSIX's rules, what is replaced may be open: a server may be sending it.
  const ULONG flags = replaces ? rename_replaces | rename_posix : 0;
  if (set_name(file, root, name, file_rename_information_ex, flags)) return true;
  return is_unknown_to_system() && set_name(file, root, name, file_rename_information, replaces ? rename_replaces : 0);
}

/// What the system says of a file that is read-only, of one that this user may not replace, and, without POSIX's rules,
/// of one that others have open.
bool is_refused() { return errno == EACCES || errno == EBUSY; }

/// Who had the file open may have closed it since: only if that happens again and again, it is something else.
constexpr int most_refusals_while_free = 5;

/// True if other programs have a file open. Leaves errno as it is, if not.
bool is_open_elsewhere(FileHandle directory, const std::string& name) {
  const int refusal = errno;
  constexpr ULONG nobody = 0;
  const bool is_alone =
      bool(open_native(native(directory), name, {reading, FILE_OPEN, file_options | the_link_itself, nobody}));
  if (!is_alone && errno == EBUSY) return true;
  errno = refusal;
  return false;
}

bool remove_opened(const Descriptor& opened) {
  IO_STATUS_BLOCK block{};
  ULONG flags = delete_posix;
  NTSTATUS status =
      ::NtSetInformationFile(native(opened.get()), &block, &flags, sizeof flags, file_disposition_information_ex);
  if (status >= 0) return true;
  // Before Windows 10 1709: the name stays until the last handle is closed.
  BOOLEAN removes = TRUE;
  status = ::NtSetInformationFile(native(opened.get()), &block, &removes, sizeof removes, file_disposition_information);
  return status >= 0 || set_errno_from_status(status);
}

bool remove_in(FileHandle directory, const std::string& name, ULONG options) {
  const Descriptor opened =
      open_native(native(directory), name, {DELETE | SYNCHRONIZE, FILE_OPEN, options | the_link_itself});
  return opened && remove_opened(opened);
}

}  // namespace

void close_handle(FileHandle handle) { ::CloseHandle(native(handle)); }

Descriptor open_directory(const std::string& path) {
  Descriptor opened = open_path(path, using_directory, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS);
  // One that this user may only read.
  if (!opened && errno == EACCES) opened = open_path(path, GENERIC_READ, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS);
  BY_HANDLE_FILE_INFORMATION information{};
  if (opened && ::GetFileInformationByHandle(native(opened.get()), &information) != 0 &&
      (information.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) == 0) {
    errno = ENOTDIR;
    return {};
  }
  return opened;
}

Descriptor open_directory_in(FileHandle directory, const std::string& name) {
  return open_within(directory, name, {using_directory, FILE_OPEN, directory_options});
}

Descriptor open_parent_of(FileHandle directory) {
  std::wstring path(32'768, L'\0');
  const DWORD length = ::GetFinalPathNameByHandleW(native(directory), path.data(), static_cast<DWORD>(path.size()),
                                                   FILE_NAME_NORMALIZED);
  if (length == 0 || length >= path.size()) {
    set_errno_from(::GetLastError());
    return {};
  }
  path.resize(length);
  const std::size_t separator = path.find_last_of(L'\\');
  return open_directory(utf8_of(path.substr(0, separator + 1)));
}

Descriptor open_to_read(const std::string& path) {
  return open_path(path, GENERIC_READ, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS);
}

Descriptor open_to_read_in(FileHandle directory, const std::string& name) {
  return open_within(directory, name, {reading | FILE_WRITE_ATTRIBUTES, FILE_OPEN, file_options});
}

Descriptor open_to_lock_in(FileHandle directory, const std::string& name) {
  return open_within(directory, name, {reading | FILE_GENERIC_WRITE, FILE_OPEN, file_options});
}

Descriptor open_or_create_to_lock(const std::string& path) {
  return open_path(path, GENERIC_READ | GENERIC_WRITE, OPEN_ALWAYS, FILE_FLAG_OPEN_REPARSE_POINT);
}

Descriptor open_to_append(const std::string& path) {
  return open_path(path, FILE_APPEND_DATA | FILE_READ_ATTRIBUTES | SYNCHRONIZE, OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL);
}

// What is created has the access of the directory that it is in; those of users are theirs alone.

Descriptor create_file_in(FileHandle directory, const std::string& name, Access) {
  return open_within(directory, name,
                     {FILE_GENERIC_WRITE | FILE_READ_ATTRIBUTES | READ_CONTROL | SYNCHRONIZE, FILE_CREATE,
                      file_options | FILE_NON_DIRECTORY_FILE});
}

bool create_directory(const std::string& path, Access) {
  return ::CreateDirectoryW(native_path(path).c_str(), nullptr) != 0 || set_errno_from(::GetLastError());
}

bool create_directory_in(FileHandle directory, const std::string& name, Access) {
  return bool(open_within(directory, name, {using_directory, FILE_CREATE, directory_options}));
}

bool remove_file_in(FileHandle directory, const std::string& name) {
  return remove_in(directory, name, file_options | FILE_NON_DIRECTORY_FILE);
}

bool remove_directory_in(FileHandle directory, const std::string& name) {
  return remove_in(directory, name, directory_options);
}

bool rename_in(FileHandle directory, const std::string& from, const std::string& to, Renaming renaming) {
  if (renaming == Renaming::Exchange) {
    errno = ENOSYS;
    return false;
  }
  const Descriptor opened =
      open_native(native(directory), from, {DELETE | SYNCHRONIZE, FILE_OPEN, file_options | the_link_itself});
  if (!opened) return false;
  const bool replaces = renaming == Renaming::Replace;
  int refusals_while_free = 0;
  for (int attempt = 1;; ++attempt) {
    if (rename_once(native(opened.get()), native(directory), utf16_of(to), replaces)) return true;
    if (!replaces || !is_refused()) return false;
    if (is_open_elsewhere(directory, to))
      errno = EBUSY;
    else if (++refusals_while_free == most_refusals_while_free)
      return false;
    if (attempt == busy_attempts) return false;
    ::Sleep(busy_pause_milliseconds);
  }
}

std::vector<std::string> names_in(FileHandle directory) {
  std::vector<std::string> names;
  std::vector<std::byte> buffer(64U << 10U);
  auto kind = FileIdBothDirectoryRestartInfo;
  while (::GetFileInformationByHandleEx(native(directory), kind, buffer.data(), static_cast<DWORD>(buffer.size())) !=
         0) {
    kind = FileIdBothDirectoryInfo;
    for (std::size_t at = 0;;) {
      const auto* entry = reinterpret_cast<const FILE_ID_BOTH_DIR_INFO*>(buffer.data() + at);
      const std::string name = utf8_of(std::wstring(entry->FileName, entry->FileNameLength / sizeof(wchar_t)));
      if (name != "." && name != "..") names.push_back(name);
      if (entry->NextEntryOffset == 0) break;
      at += entry->NextEntryOffset;
    }
  }
  return names;
}

}  // namespace wasmpair::platform

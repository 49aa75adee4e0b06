// What the sources for Windows share. Paths and names are in UTF-8 everywhere else.
#pragma once

#define WIN32_LEAN_AND_MEAN
#define NOMINMAX 1
#include <winsock2.h>
// The order matters: winsock2.h comes first.
#include <windows.h>
#include <winternl.h>

#include <string>

#include "util/platform/descriptor.h"

namespace wasmpair::platform {

inline HANDLE native(FileHandle handle) { return reinterpret_cast<HANDLE>(handle); }
inline FileHandle handle_from(HANDLE native) { return reinterpret_cast<FileHandle>(native); }

std::wstring utf16_of(const std::string& utf8);
std::string utf8_of(const std::wstring& utf16);

/// A path as the system takes it: absolute, with "\", and without its limit of 260 characters.
std::wstring native_path(const std::string& path);

/// Opens are shared with everybody: whoever reads a file must not keep others from replacing it.
inline constexpr ULONG everybody = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
/// Of NtCreateFile: opens a link instead of its target.
inline constexpr ULONG the_link_itself = FILE_OPEN_REPARSE_POINT;

/// As NtCreateFile has it.
struct Opening {
  ACCESS_MASK access;
  ULONG disposition;  // FILE_OPEN, FILE_CREATE, FILE_OPEN_IF
  ULONG options;
  ULONG sharing = everybody;
};

/// How often, and after how long, what another program prevents is tried again: scanners for viruses and indexers open
/// files that have just changed, and close them soon.
inline constexpr int busy_attempts = 100;
inline constexpr DWORD busy_pause_milliseconds = 20;

/// Opens a name in an open directory. Sets errno if the kernel refuses: EBUSY if others still have it open in a way
/// that excludes this one.
Descriptor open_native(HANDLE root, const std::string& name, const Opening& opening);

/// Sets errno to what an error of Windows means. Returns false, so that callers can return the result.
bool set_errno_from(DWORD error);
bool set_errno_from_status(NTSTATUS status);

}  // namespace wasmpair::platform

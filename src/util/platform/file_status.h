// What the system says about a file, without its content.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

#include "util/platform/descriptor.h"

namespace wasmpair {

enum class FileKind { Regular, Directory, SymbolicLink, Other };

/// A time since 1970-01-01 00:00 UTC.
struct FileTime {
  std::int64_t seconds = 0;
  std::int64_t nanoseconds = 0;  ///< Less than a second.

  auto operator<=>(const FileTime&) const = default;  // NOLINT(modernize-use-nullptr): clang-tidy 14 means 0 of <=>
};

/// The same for all names of one file or directory, and another one after it was replaced.
struct FileIdentity {
  std::uint64_t device = 0;
  std::uint64_t number = 0;

  bool operator==(const FileIdentity&) const = default;
};

struct FileStatus {
  FileKind kind = FileKind::Other;
  FileIdentity identity;
  std::uint64_t bytes = 0;
  std::uint64_t links = 0;  ///< The number of names.
  FileTime modified;        ///< The last change of the content.
  FileTime changed;         ///< The last change of content, names or access.
};

namespace platform {

// Each returns nothing, with errno set, if the system cannot say.

std::optional<FileStatus> status_of(FileHandle opened);

/// Of what has that name in an open directory: of a symbolic link itself.
std::optional<FileStatus> status_in(FileHandle directory, const std::string& name);

/// Of what a path names: of the target of a symbolic link.
std::optional<FileStatus> status_at(const std::string& path);

/// Of a symbolic link itself.
std::optional<FileStatus> link_status_at(const std::string& path);

/// The clock by which the system dates changes of files.
FileTime now_for_files();

}  // namespace platform
}  // namespace wasmpair

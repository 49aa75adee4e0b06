// What the sources for POSIX systems share.
#pragma once

#include <sys/stat.h>

#include <cerrno>

#include "util/platform/descriptor.h"
#include "util/platform/file_status.h"
#include "util/platform/file_system.h"

namespace wasmpair::platform {

inline int descriptor_of(FileHandle handle) { return static_cast<int>(handle); }

/// Calls until no signal interrupts.
template <typename Call>
auto uninterrupted(const Call& call) {
  auto result = call();
  while (result < 0 && errno == EINTR) result = call();
  return result;
}

/// The time of the last change of the content, and that of any change: members of other names on macOS.
FileTime modified_in(const struct stat& status);
FileTime changed_in(const struct stat& status);

/// Exchange or Add, by the system's own call: 0, or -1 with errno set.
int rename_specially(int directory, const char* from, const char* to, Renaming renaming);

}  // namespace wasmpair::platform

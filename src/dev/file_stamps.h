// Which files have changed, whoever noticed.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "util/platform/file_status.h"

namespace wasmpair {

/// Changes with every change of a file or of its name's meaning.
struct FileStamp {
  FileIdentity identity;
  std::uint64_t bytes = 0;
  FileTime changed;

  bool operator==(const FileStamp&) const = default;
};

using FileStamps = std::map<std::string, FileStamp>;

/// Of those files that exist.
FileStamps stamps_of(const std::vector<std::string>& files);

/// The file that has changed since `before` was taken, or has appeared at the time `since` or later; "" if there is
/// none.
std::string changed_since(const FileStamps& before, const FileStamps& now, FileTime since);

}  // namespace wasmpair

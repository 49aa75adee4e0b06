// Which files have changed, whoever noticed.
#pragma once

#include <sys/types.h>

#include <ctime>
#include <map>
#include <string>
#include <vector>

namespace wasmpair {

/// Changes with every change of a file or of its name's meaning.
struct FileStamp {
  dev_t device = 0;
  ino_t number = 0;
  off_t bytes = 0;
  std::timespec changed{};

  bool operator==(const FileStamp& other) const;
};

using FileStamps = std::map<std::string, FileStamp>;

/// Of those files that exist.
FileStamps stamps_of(const std::vector<std::string>& files);

/// The file that has changed since `before` was taken, or has appeared at the time `since` or later; "" if there is
/// none.
std::string changed_since(const FileStamps& before, const FileStamps& now, const std::timespec& since);

}  // namespace wasmpair

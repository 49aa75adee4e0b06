#include "dev/file_stamps.h"

#include <optional>

namespace wasmpair {

FileStamps stamps_of(const std::vector<std::string>& files) {
  FileStamps stamps;
  for (const std::string& file : files)
    if (const std::optional<FileStatus> status = platform::status_at(file))
      stamps[file] = {status->identity, status->bytes, status->changed};
  return stamps;
}

std::string changed_since(const FileStamps& before, const FileStamps& now, FileTime since) {
  for (const auto& [file, stamp] : now) {
    const auto known = before.find(file);
    if (known == before.end() ? stamp.changed >= since : known->second != stamp) return file;
  }
  for (const auto& [file, stamp] : before)
    if (!now.contains(file)) return file;
  return "";
}

}  // namespace wasmpair

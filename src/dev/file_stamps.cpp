#include "dev/file_stamps.h"

#include <sys/stat.h>

#include <tuple>

namespace wasmpair {
namespace {

auto as_tuple(const std::timespec& time) { return std::tuple(time.tv_sec, time.tv_nsec); }

}  // namespace

bool FileStamp::operator==(const FileStamp& other) const {
  return device == other.device && number == other.number && bytes == other.bytes &&
         as_tuple(changed) == as_tuple(other.changed);
}

FileStamps stamps_of(const std::vector<std::string>& files) {
  FileStamps stamps;
  for (const std::string& file : files) {
    struct stat status {};
    if (::stat(file.c_str(), &status) == 0)
      stamps[file] = {status.st_dev, status.st_ino, status.st_size, status.st_ctim};
  }
  return stamps;
}

std::string changed_since(const FileStamps& before, const FileStamps& now, const std::timespec& since) {
  for (const auto& [file, stamp] : now) {
    const auto known = before.find(file);
    if (known == before.end() ? as_tuple(stamp.changed) >= as_tuple(since) : !(known->second == stamp)) return file;
  }
  for (const auto& [file, stamp] : before)
    if (!now.contains(file)) return file;
  return "";
}

}  // namespace wasmpair

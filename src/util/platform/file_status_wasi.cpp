#include "util/platform/file_status.h"

#include <ctime>

#include "util/platform/posix.h"

namespace wasmpair::platform {
namespace {

FileTime time_from(const std::timespec& time) { return {time.tv_sec, time.tv_nsec}; }

}  // namespace

FileTime modified_in(const struct stat& status) { return time_from(status.st_mtim); }
FileTime changed_in(const struct stat& status) { return time_from(status.st_ctim); }

FileTime now_for_files() {
  std::timespec now{};
  ::clock_gettime(CLOCK_REALTIME, &now);
  return time_from(now);
}

}  // namespace wasmpair::platform

#include "util/platform/open_files.h"

#include <sys/resource.h>

namespace wasmpair::platform {

std::optional<std::size_t> raise_open_file_limit() {
  struct rlimit limit {};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return std::nullopt;
  limit.rlim_cur = limit.rlim_max;
  if (::setrlimit(RLIMIT_NOFILE, &limit) != 0 || ::getrlimit(RLIMIT_NOFILE, &limit) != 0) return std::nullopt;
  return static_cast<std::size_t>(limit.rlim_cur);
}

}  // namespace wasmpair::platform

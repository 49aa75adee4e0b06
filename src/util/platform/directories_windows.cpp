#include "util/platform/directories.h"

#include <algorithm>
#include <cstdlib>

namespace wasmpair::platform {
namespace {

/// An absolute path from the environment, with "/", or "".
std::string absolute(const char* name) {
  const char* const value = std::getenv(name);
  std::string path = value == nullptr ? "" : value;
  std::ranges::replace(path, '\\', '/');
  const bool is_absolute = path.starts_with("//") || (path.size() > 2 && path[1] == ':' && path[2] == '/');
  return is_absolute ? path : "";
}

std::string directory_in(const char* base, const char* below) {
  if (const std::string chosen = absolute(base); !chosen.empty()) return chosen + "/wasmpair";
  const std::string local = absolute("LOCALAPPDATA");
  return local.empty() ? "" : local + "/wasmpair" + below;
}

}  // namespace

std::string user_cache_directory() { return directory_in("XDG_CACHE_HOME", "/cache"); }

std::string user_state_directory() { return directory_in("XDG_STATE_HOME", "/state"); }

std::string temporary_directory() {
  for (const char* const name : {"TMP", "TEMP", "LOCALAPPDATA"})
    if (const std::string chosen = absolute(name); !chosen.empty()) return chosen;
  return ".";
}

std::string shared_memory_file() { return temporary_directory() + "/wasmpair-memory"; }

}  // namespace wasmpair::platform

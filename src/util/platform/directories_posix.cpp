#include "util/platform/directories_posix.h"

#include <cstdlib>

#include "util/platform/directories.h"

namespace wasmpair::platform {
namespace {

/// An absolute path from the environment, or "".
std::string absolute(const char* name) {
  const char* const value = std::getenv(name);
  return value != nullptr && value[0] == '/' ? std::string(value) : std::string();
}

std::string directory_in(const char* base, const char* below_home) {
  if (const std::string chosen = absolute(base); !chosen.empty()) return chosen + "/wasmpair";
  if (const std::string home = absolute("HOME"); !home.empty()) return home + below_home + "/wasmpair";
  return "";
}

}  // namespace

std::string user_cache_directory() { return directory_in("XDG_CACHE_HOME", cache_below_home); }

std::string user_state_directory() { return directory_in("XDG_STATE_HOME", state_below_home); }

std::string temporary_directory() {
  const std::string chosen = absolute("TMPDIR");
  return chosen.empty() ? "/tmp" : chosen;
}

}  // namespace wasmpair::platform

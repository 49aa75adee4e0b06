#include "util/platform/programs.h"

#include <unistd.h>

#include <cstdlib>
#include <sstream>

namespace wasmpair::platform {

std::vector<std::string> program_endings() { return {""}; }

bool may_run(const std::string& path) { return ::access(path.c_str(), X_OK) == 0; }

std::vector<std::string> program_directories() {
  const char* const list = std::getenv("PATH");
  std::vector<std::string> directories;
  std::istringstream stream(list == nullptr ? "" : list);
  for (std::string directory; std::getline(stream, directory, ':');) directories.push_back(directory);
  return directories;
}

}  // namespace wasmpair::platform

#include "util/platform/control_groups.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace wasmpair::platform {
namespace {

/// The number at the start of a file; nothing if the file is absent or says "max".
std::optional<std::uint64_t> read_limit(const std::string& path) {
  std::ifstream file(path);
  std::uint64_t limit = 0;
  return file >> limit ? std::optional(limit) : std::nullopt;
}

/// The lowest limit in files of that name, from the group's directory up to root.
std::optional<std::uint64_t> lowest_limit(const std::string& root, std::string group, const std::string& name) {
  std::optional<std::uint64_t> lowest;
  while (true) {
    const std::optional<std::uint64_t> limit = read_limit(fmt::format("{}{}/{}", root, group, name));
    if (limit) lowest = std::min(*limit, lowest.value_or(*limit));
    if (group.empty()) return lowest;
    group.resize(group.rfind('/') == std::string::npos ? 0 : group.rfind('/'));
  }
}

}  // namespace

std::optional<std::uint64_t> memory_limit_of_groups(const std::string& groups, const std::string& mount) {
  // Each line is "NUMBER:CONTROLLERS:PATH"; version 2 leaves CONTROLLERS empty.
  std::istringstream lines(groups);
  std::optional<std::uint64_t> lowest;
  for (std::string number, controllers, path;
       std::getline(lines, number, ':') && std::getline(lines, controllers, ':') && std::getline(lines, path);) {
    std::optional<std::uint64_t> limit;
    if (controllers.empty()) limit = lowest_limit(mount, path, "memory.max");
    if (controllers == "memory") limit = lowest_limit(mount + "/memory", path, "memory.limit_in_bytes");
    if (limit) lowest = std::min(*limit, lowest.value_or(*limit));
  }
  return lowest;
}

}  // namespace wasmpair::platform

#include "util/platform/environment.h"

#include <unistd.h>

#include <map>

// The header declares it on Linux alone.
extern "C" char** environ;  // NOLINT(readability-redundant-declaration)

namespace wasmpair::platform {

std::vector<std::string> environment_with(const std::vector<std::string>& changes) {
  std::map<std::string, std::string> variables;
  const auto add = [&variables](const std::string& variable) {
    variables.insert_or_assign(variable.substr(0, variable.find('=')), variable);
  };
  for (char** variable = environ; *variable != nullptr; ++variable) add(*variable);
  for (const std::string& change : changes) add(change);
  std::vector<std::string> merged;
  for (const auto& [name, variable] : variables) merged.push_back(variable);
  return merged;
}

}  // namespace wasmpair::platform

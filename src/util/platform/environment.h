// The variables that a process passes to the commands that it starts.
#pragma once

#include <string>
#include <vector>

namespace wasmpair::platform {

/// This process's variables as "NAME=value", sorted by name, with changes of the same form: a change replaces the
/// variable of its name, or is added. Windows does not distinguish the cases of letters in names.
std::vector<std::string> environment_with(const std::vector<std::string>& changes);

}  // namespace wasmpair::platform

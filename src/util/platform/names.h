// Names that a file may have.
#pragma once

#include <string_view>

namespace wasmpair::platform {

/// Of a name without "/" and control characters: false if the system gives it a meaning of its own, or others could not
/// open the file. On Windows: devices such as "con", streams ("a:b"), wildcards, and a space or dot at the end
/// (Microsoft, "Naming Files, Paths, and Namespaces").
bool is_possible_name(std::string_view name);

}  // namespace wasmpair::platform

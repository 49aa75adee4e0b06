// The shell that runs what people type: /bin/sh, or cmd.exe. ChildCommand::shell_line is for it.
#pragma once

#include <string_view>

namespace wasmpair::platform {

/// Characters that the shell, or its usual kin, does not pass on to a program as they are.
std::string_view special_shell_characters();

}  // namespace wasmpair::platform

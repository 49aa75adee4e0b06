// Where programs are.
#pragma once

#include <string>
#include <vector>

namespace wasmpair::platform {

/// The path of a program, absolute and with "/", or "" if there is none. program: a path, or a name to look up in PATH.
/// On Windows, "go" is also go.exe, go.com, go.bat or go.cmd, in the order of PATHEXT.
std::string find_program(const std::string& program);

/// What the system may have after the name of a program: "" alone, or ".exe" and others, in the order of preference.
std::vector<std::string> program_endings();

/// Whether the system lets this user run a file.
bool may_run(const std::string& path);

/// The directories of PATH. "" is the current one.
std::vector<std::string> program_directories();

}  // namespace wasmpair::platform

// The program, but for main.
#pragma once

#include <string>
#include <vector>

#include "cli/command.h"

namespace wasmpair {

/// Runs the command that arguments (without the program's name) ask for. Throws Error where it could not be done.
ExitStatus run(const std::vector<std::string>& arguments, const Streams& streams);

}  // namespace wasmpair

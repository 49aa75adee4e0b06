// The program without main.
#pragma once

#include <string>
#include <vector>

#include "cli/command.h"

namespace wasmpair {

/// Runs the command that arguments (without the program's name) ask for. Throws Error if the command fails.
ExitStatus run(const std::vector<std::string>& arguments, const Streams& streams);

}  // namespace wasmpair

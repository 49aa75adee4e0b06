// What --help prints.
#pragma once

#include <string>

#include "cli/command.h"

namespace wasmpair {

/// Of the program: every command with its summary.
std::string help_text();

/// Of one command: its usage and options.
std::string help_text(const Command& command);

}  // namespace wasmpair

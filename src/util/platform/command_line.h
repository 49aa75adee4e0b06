// The command lines of Windows: one text, which each program splits into words itself. Sources: Microsoft's "Parsing C
// command-line arguments" and the help of cmd.exe. All texts are UTF-8.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace wasmpair::platform {

/// What the C runtime and CommandLineToArgvW split into these words, of which the first is the program's path.
std::string command_line_of(const std::vector<std::string>& words);

/// What makes cmd.exe, whose path is shell, run a line as somebody has typed it.
std::string shell_command_line(const std::string& shell, const std::string& line);

/// Whether the name is that of a batch file, which cmd.exe has to run.
bool is_batch_file(const std::string& program);

/// What makes cmd.exe run a batch file with these words. Nothing if cmd.exe would replace or split one of them, as
/// there is no way to quote it.
std::optional<std::string> batch_command_line(const std::string& shell, const std::vector<std::string>& words);

}  // namespace wasmpair::platform

// Go files of an earlier release of a guest that the next one does not have: left in place, they would be compiled with
// it, and declare the same names.
#pragma once

#include <string>
#include <vector>

#include "go_package/package_files.h"

namespace wasmpair {

/// The paths of those in the directory that its manifest lists and that nobody edited. None if it has no manifest.
std::vector<std::string> superseded_sources(const std::string& directory, const std::vector<GoFile>& next);

/// Removes them. Throws Error.
void remove_sources(const std::vector<std::string>& paths);

}  // namespace wasmpair

// Writes Go files that users keep beside their own.
#pragma once

#include <string>

#include "go_package/package_files.h"

namespace wasmpair {

/// Writes the file into a directory, which is created if it is absent, and returns its path. Throws Error, and writes
/// nothing, if there is a file of that name that wasmpair did not write, or that was edited.
std::string write_source(const std::string& directory, const GoFile& file);

}  // namespace wasmpair

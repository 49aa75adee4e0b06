// Reading files whole.
#pragma once

#include <string>

#include "wasmpair/bytes.h"

namespace wasmpair {

/// The content of a regular file. Throws Error with the system's reason, and with advice if the file is absent or a
/// directory.
Bytes read_file(const std::string& path);

/// True if path names an existing regular file (symbolic links followed).
bool is_file(const std::string& path);

/// True if path names an existing directory (symbolic links followed).
bool is_directory(const std::string& path);

}  // namespace wasmpair

// Directories, opened so that names are looked up in them and nowhere else.
#pragma once

#include <string>

#include "util/descriptor.h"

namespace wasmpair {

/// Opens a directory; a symbolic link to one serves. Throws Error.
Descriptor open_directory(const std::string& path);

/// Opens a directory, after creating it and the parents that are absent (mode 0777 less the umask). What was created
/// survives a power cut. Throws Error.
Descriptor open_or_create_directory(const std::string& path);

/// Brings the names in an open directory to the disk: renames before this survive a power cut. shown: its path for
/// messages. Throws Error.
void sync_directory(int directory, const std::string& shown);

}  // namespace wasmpair

// Directories, opened as anchors for relative names.
#pragma once

#include <string>

#include "util/descriptor.h"

namespace wasmpair {

/// Opens a directory, also through a symbolic link. Throws Error.
Descriptor open_directory(const std::string& path);

/// Opens a directory, after creating it and any missing parents (mode 0777 minus the umask). New directories survive a
/// power cut. Throws Error.
Descriptor open_or_create_directory(const std::string& path);

/// Flushes an open directory to disk: earlier renames in it survive a power cut. shown: its path for messages. Throws
/// Error.
void sync_directory(int directory, const std::string& shown);

}  // namespace wasmpair

// Directories, opened as anchors for relative names.
#pragma once

#include <string>

#include "util/descriptor.h"

namespace wasmpair {

/// Opens a directory, also through a symbolic link. Throws Error.
Descriptor open_directory(const std::string& path);

/// Opens a directory, after creating it and any missing parents (mode 0777 minus the umask). Those that it creates
/// survive a power cut. Throws Error.
Descriptor open_or_create_directory(const std::string& path);

/// Flushes the name of an open directory in its parent to disk: a killed run may have created the directory and flushed
/// nothing. shown: the directory's path for messages. Throws Error.
void flush_name_of(int directory, const std::string& shown);

}  // namespace wasmpair

// Directories, opened as anchors for relative names.
#pragma once

#include <string>

#include "util/platform/access.h"
#include "util/platform/descriptor.h"

namespace wasmpair {

/// Opens a directory, also through a symbolic link. Throws Error.
Descriptor open_directory(const std::string& path);

/// Opens a directory, after creating it and any missing parents, with that access. Those that it creates survive a
/// power cut. Throws Error.
Descriptor open_or_create_directory(const std::string& path, Access access = Access::Umask);

/// Flushes the name of an open directory in its parent to disk: a killed run may have created the directory and flushed
/// nothing. shown: the directory's path for messages. Throws Error.
void flush_name_of(FileHandle directory, const std::string& shown);

}  // namespace wasmpair

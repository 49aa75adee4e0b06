// Directories, opened as anchors for relative names.
#pragma once

#include <string>
#include <vector>

#include "util/access.h"
#include "util/descriptor.h"

namespace wasmpair {

/// Opens a directory, also through a symbolic link. Throws Error.
Descriptor open_directory(const std::string& path);

/// Opens a directory, after creating it and any missing parents (directory_mode(access) minus the umask). Those that
/// it creates survive a power cut. Throws Error.
Descriptor open_or_create_directory(const std::string& path, Access access = Access::Umask);

/// True if an open directory belongs to this user, and neither its group nor others may write to it.
bool is_writable_by_owner_only(int directory);

/// The names in an open directory, in no particular order; none if it cannot be read.
std::vector<std::string> names_in(int directory);

/// Flushes the name of an open directory in its parent to disk: a killed run may have created the directory and flushed
/// nothing. shown: the directory's path for messages. Throws Error.
void flush_name_of(int directory, const std::string& shown);

}  // namespace wasmpair

// Directories, opened as anchors for relative names.
#pragma once

#include <string>
#include <vector>

#include "util/access.h"
#include "util/descriptor.h"

namespace wasmpair {

/// Opens a directory, also through a symbolic link. Throws Error.
Descriptor open_directory(const std::string& path);

/// Opens a directory, after creating it and any missing parents (directory_mode(access) minus the umask). New
/// directories survive a power cut. Throws Error.
Descriptor open_or_create_directory(const std::string& path, Access access = Access::Umask);

/// True if an open directory belongs to this user, and neither its group nor others may write to it.
bool is_writable_by_owner_only(int directory);

/// The names in an open directory, in no particular order; none if it cannot be read.
std::vector<std::string> names_in(int directory);

/// Flushes an open directory to disk: earlier renames in it survive a power cut. shown: its path for messages. Throws
/// Error.
void sync_directory(int directory, const std::string& shown);

}  // namespace wasmpair

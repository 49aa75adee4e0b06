// Names: opening, creating, renaming and removing files and directories.
//
// Names in an open directory mean what they mean there whatever happens to its path meanwhile. They are in UTF-8 and
// separated by "/" on every system. All of these functions set errno when they fail.
#pragma once

#include <string>
#include <vector>

#include "util/platform/access.h"
#include "util/platform/descriptor.h"

namespace wasmpair::platform {

/// Opens a directory, also through a symbolic link.
Descriptor open_directory(const std::string& path);
/// Opens a directory in an open one, unless it is a symbolic link.
Descriptor open_directory_in(FileHandle directory, const std::string& name);
/// Opens the directory that an open one is in: the real one, also if that was opened through a symbolic link.
Descriptor open_parent_of(FileHandle directory);

/// Opens what a path names for reading. Never waits: a FIFO without a writer is opened, too.
Descriptor open_to_read(const std::string& path);
/// The same in an open directory, unless the name is of a symbolic link.
Descriptor open_to_read_in(FileHandle directory, const std::string& name);
/// Opens what a name in an open directory is of, for reading, writing and locking, unless it is a symbolic link. Never
/// waits.
Descriptor open_to_lock_in(FileHandle directory, const std::string& name);
/// Opens a file for reading, writing and locking; creates it for this user alone if it is absent. Not a symbolic link.
Descriptor open_or_create_to_lock(const std::string& path);
/// Opens a file only for appending; creates it if it is absent.
Descriptor open_to_append(const std::string& path);
/// Creates a file for writing under a name that nothing has: EEXIST otherwise.
Descriptor create_file_in(FileHandle directory, const std::string& name, Access access);

bool create_directory(const std::string& path, Access access);
bool create_directory_in(FileHandle directory, const std::string& name, Access access);

bool remove_file_in(FileHandle directory, const std::string& name);
/// Only if it is empty.
bool remove_directory_in(FileHandle directory, const std::string& name);

enum class Renaming {
  Replace,   ///< What has the new name loses it.
  Exchange,  ///< What has the new name gets the old one. ENOENT if nothing has it.
  Add,       ///< EEXIST if anything has the new name.
};

/// Gives a file in an open directory another name there, so that others see either the state before or that after.
/// ENOSYS or EINVAL: the file system, or the system, cannot exchange.
bool rename_in(FileHandle directory, const std::string& from, const std::string& to, Renaming renaming);

/// The names in an open directory but "." and "..", in no particular order; none if it cannot be read.
std::vector<std::string> names_in(FileHandle directory);

}  // namespace wasmpair::platform

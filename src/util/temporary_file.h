// Temporary files with names of their own, which tell whether whoever writes them is still alive.
//
// Name:  ".wasmpair." 16 hex digits ".tmp"
// Life:  the writer holds an exclusive flock(2) on the file from its creation until it is renamed or removed. The lock
//        ends with the process, however that ends: a temporary file that can be locked has been abandoned.
#pragma once

#include <cstddef>
#include <string>

#include "util/descriptor.h"

namespace wasmpair {

struct TemporaryFile {
  std::string name;  ///< Within its directory.
  Descriptor file;   ///< Open for writing, and locked.
};

/// Creates an empty temporary file in an open directory, with mode 0666 less the umask. shown: the path for messages.
/// Throws Error. On a file system without locks the file is not locked, and remove_abandoned leaves it alone.
TemporaryFile create_temporary_file(int directory, const std::string& shown);

/// Removes the temporary files in an open directory that a killed run has left, and returns how many. Those of live
/// runs stay, and so does everything that does not bear such a name or is not a regular file. Never fails: what cannot
/// be removed stays.
std::size_t remove_abandoned(int directory);

}  // namespace wasmpair

// Temporary files that show whether their writer is still alive.
//
// Name:  ".wasmpair." 16 hex digits ".tmp"
// Lock:  the writer holds an exclusive lock on the file from its creation until it is renamed or removed. When the
//        process ends, even by a crash, the lock is released: a temporary file that can be locked is abandoned.
#pragma once

#include <cstddef>
#include <string>

#include "util/interruption.h"
#include "util/platform/access.h"
#include "util/platform/descriptor.h"

namespace wasmpair {

struct TemporaryFile {
  std::string name;  ///< In its directory.
  Descriptor file;   ///< Open for writing, and locked.
  RemovedWhenInterrupted removal;
};

/// Creates an empty temporary file in an open directory, which must outlive it, with that access.
/// shown: the path for messages. Throws Error. On a file system without locks the file stays unlocked, and
/// remove_abandoned ignores it.
TemporaryFile create_temporary_file(FileHandle directory, const std::string& shown, Access access = Access::Umask);

/// Removes the temporary files that killed runs left in an open directory, and returns how many. The files of live runs
/// stay, and so does everything that has another name or is not a regular file. Never fails: a file that cannot be
/// removed stays.
std::size_t remove_abandoned(FileHandle directory);

}  // namespace wasmpair

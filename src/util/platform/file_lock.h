// Advisory locks on open files. Closing the file releases them, and so does the end of the process, even by a crash.
#pragma once

#include <cstdint>

#include "util/platform/descriptor.h"

namespace wasmpair {

enum class Locking { Wait, Try };

enum class Locked {
  Yes,
  Busy,         ///< Another one has it.
  Unsupported,  ///< By the file system.
};

namespace platform {

/// Locks an open file against everybody else who does.
Locked lock(FileHandle file, Locking locking);

/// Locks an open directory against everybody else who does: on Windows, against this user on this machine. The lock
/// lasts until the directory and the holder are closed; the holder is only needed where directories have no locks.
Locked lock_directory(FileHandle directory, Locking locking, Descriptor& holder);

/// Locks one byte of an open file, whether or not the file has it: independent of lock(), and of other bytes.
Locked lock_byte(FileHandle file, std::uint64_t byte, Locking locking);
void unlock_byte(FileHandle file, std::uint64_t byte);

}  // namespace platform
}  // namespace wasmpair

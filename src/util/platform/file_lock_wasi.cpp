// WASI has no locks, and neither has Node.js, which runs the program.
#include "util/platform/file_lock.h"

namespace wasmpair::platform {

Locked lock(FileHandle, Locking) { return Locked::Unsupported; }
Locked lock_directory(FileHandle, Locking, Descriptor&) { return Locked::Unsupported; }
Locked lock_byte(FileHandle, std::uint64_t, Locking) { return Locked::Unsupported; }
void unlock_byte(FileHandle, std::uint64_t) {}

}  // namespace wasmpair::platform

// Advisory locks on open files and directories (flock(2)). Closing the file releases the lock, and so does the end of
// the process.
#pragma once

namespace wasmpair {

/// Waits for the lock and takes it. False if the file system does not support locks.
bool lock_exclusively(int file);

/// Takes the lock if it is free. False if it is not, or if the file system does not support locks.
bool try_lock_exclusively(int file);

}  // namespace wasmpair

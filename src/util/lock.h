// Advisory locks on open files and directories (flock(2)). They end when the file is closed, and so with the process.
#pragma once

namespace wasmpair {

/// Waits until nobody else holds the lock, then holds it. False if the file system has no locks.
bool lock_exclusively(int file);

/// Holds the lock if nobody else does. False if somebody does, or if the file system has no locks.
bool try_lock_exclusively(int file);

}  // namespace wasmpair

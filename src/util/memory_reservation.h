// Admission control by memory across processes: a build may start hundreds of runs at once without running out of it.
//
// Runs coordinate through locks on an empty file (util/platform/file_lock.h). Byte 0 is the gate; each
// later byte represents a unit of memory. A run locks the gate, waits until it holds all the units it needs, and then
// opens the gate for the next run: a large run never starves behind small ones. Closing the file releases the locks,
// and so does the end of the process, even by a crash.
#pragma once

#include <cstdint>
#include <string>

#include "util/platform/descriptor.h"
#include "wasmpair/progress.h"

namespace wasmpair {

/// What cooperating runs share.
struct SharedMemory {
  std::string file;            ///< The lock file; created if absent.
  std::uint64_t capacity = 0;  ///< Bytes that they may use together. If runs disagree, each applies its own figure.
};

/// A reserved share of the memory, released by the destructor.
class MemoryReservation {
 public:
  /// Waits until that many bytes of the capacity are free, or all of it if bytes exceeds it. Reports a wait to
  /// progress, which may be null. Does not wait if the lock file cannot be opened or the file system lacks such locks.
  MemoryReservation(const SharedMemory& shared, std::uint64_t bytes, Progress* progress);

 private:
  Descriptor file_;
};

}  // namespace wasmpair

// Turns at the machine's memory. Runs that work at the same time agree on how much each of them uses, so that a build
// that starts hundreds of them at once does not run out of it.
//
// They agree by locks on a file without content (open file description locks, fcntl(2)). Byte 0 is the gate; each byte
// behind it stands for a unit of memory. A run passes the gate, waits there until it holds as many units as it needs,
// and lets the next one pass: nobody who needs much is overtaken for ever by those who need little. Locks end when the
// file is closed, and so with the process, however it ends.
#pragma once

#include <cstdint>
#include <string>

#include "util/descriptor.h"
#include "wasmpair/progress.h"

namespace wasmpair {

/// What runs that take turns have in common.
struct SharedMemory {
  std::string file;            ///< Of the locks; created if it is absent.
  std::uint64_t capacity = 0;  ///< Bytes that they may use together. Where they disagree, each keeps to its own figure.
};

/// The locks of this user's runs on this machine: a file in /dev/shm, which build tools leave open in their sandboxes;
/// in /tmp where there is none.
std::string shared_memory_file();

/// A share of the memory, from when the constructor returns until the end of this object.
class MemoryReservation {
 public:
  /// Waits until bytes of the capacity are free, or all of it if bytes are more. progress is told if that takes time,
  /// and may be null. Where the file cannot be had, or the file system has no such locks, everybody's turn is at once.
  MemoryReservation(const SharedMemory& shared, std::uint64_t bytes, Progress* progress);

 private:
  Descriptor file_;
};

}  // namespace wasmpair

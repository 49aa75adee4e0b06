#include "util/memory_reservation.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <thread>
#include <vector>

#include "util/files.h"

namespace wasmpair {
namespace {

constexpr std::uint64_t unit_bytes = std::uint64_t{8} << 20;
constexpr std::chrono::milliseconds waiting_interval{20};
constexpr off_t gate = 0;

enum class Outcome { Locked, Busy, Unsupported };

/// Locks (F_WRLCK) or unlocks (F_UNLCK) one byte. command: F_OFD_SETLK, or F_OFD_SETLKW to wait.
Outcome lock_byte(int file, int command, short type, off_t byte) {
  struct flock lock {};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  lock.l_start = byte;
  lock.l_len = 1;
  int result = 0;
  do result = ::fcntl(file, command, &lock);
  while (result != 0 && errno == EINTR);
  if (result == 0) return Outcome::Locked;
  return errno == EAGAIN || errno == EACCES ? Outcome::Busy : Outcome::Unsupported;
}

/// Nothing if another user owns the file: that user could hold the locks indefinitely.
Descriptor open_locks(const std::string& path) {
  constexpr mode_t owner_only = 0600;
  Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, owner_only));
  struct stat status {};
  const bool is_ours =
      file && ::fstat(file.get(), &status) == 0 && S_ISREG(status.st_mode) && status.st_uid == ::geteuid();
  return is_ours ? std::move(file) : Descriptor();
}

/// The units that a run needs, collected as they become free.
class Units {
 public:
  Units(int file, std::uint64_t capacity, std::uint64_t bytes)
      : file_(file),
        count_(std::max<std::uint64_t>(capacity / unit_bytes, 1)),
        missing_(std::min((bytes + unit_bytes - 1) / unit_bytes, count_)),
        held_(count_) {}

  /// Locks free units, up to the number still missing. True if none is missing any more.
  bool collect() {
    for (std::uint64_t i = 0; i < count_ && missing_ > 0; ++i) {
      if (held_[i] || lock_byte(file_, F_OFD_SETLK, F_WRLCK, static_cast<off_t>(i) + gate + 1) != Outcome::Locked)
        continue;
      held_[i] = true;
      --missing_;
    }
    return missing_ == 0;
  }

 private:
  int file_;
  std::uint64_t count_;
  std::uint64_t missing_;
  std::vector<bool> held_;
};

}  // namespace

std::string shared_memory_file() {
  const char* const directory = is_directory("/dev/shm") ? "/dev/shm" : "/tmp";
  return fmt::format("{}/wasmpair-memory-{}", directory, ::geteuid());
}

MemoryReservation::MemoryReservation(const SharedMemory& shared, std::uint64_t bytes, Progress* progress)
    : file_(open_locks(shared.file)) {
  if (!file_) return;
  const auto report_wait = [progress] {
    if (progress != nullptr) progress->update("waiting for memory in use by other runs", 0, 0);
  };
  Outcome passed = lock_byte(file_.get(), F_OFD_SETLK, F_WRLCK, gate);
  if (passed == Outcome::Busy) {
    report_wait();
    passed = lock_byte(file_.get(), F_OFD_SETLKW, F_WRLCK, gate);
  }
  if (passed != Outcome::Locked) return;
  for (Units units(file_.get(), shared.capacity, bytes); !units.collect();) {
    report_wait();
    std::this_thread::sleep_for(waiting_interval);
  }
  lock_byte(file_.get(), F_OFD_SETLK, F_UNLCK, gate);
}

}  // namespace wasmpair

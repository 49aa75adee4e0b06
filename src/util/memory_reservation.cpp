#include "util/memory_reservation.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <vector>

#include "util/platform/access.h"
#include "util/platform/file_lock.h"
#include "util/platform/file_status.h"
#include "util/platform/file_system.h"

namespace wasmpair {
namespace {

constexpr std::uint64_t unit_bytes = std::uint64_t{8} << 20;
constexpr std::chrono::milliseconds waiting_interval{20};
constexpr std::uint64_t gate = 0;

/// Nothing if another user owns the file: that user could hold the locks indefinitely.
Descriptor open_locks(const std::string& path) {
  Descriptor file = platform::open_or_create_to_lock(path);
  if (!file || !platform::is_owned_by_user(file.get())) return {};
  const std::optional<FileStatus> status = platform::status_of(file.get());
  return status && status->kind == FileKind::Regular ? std::move(file) : Descriptor();
}

/// The units that a run needs, collected as they become free.
class Units {
 public:
  Units(FileHandle file, std::uint64_t capacity, std::uint64_t bytes)
      : file_(file),
        count_(static_cast<std::size_t>(std::max<std::uint64_t>(capacity / unit_bytes, 1))),
        missing_(std::min<std::uint64_t>((bytes + unit_bytes - 1) / unit_bytes, count_)),
        held_(count_) {}

  /// Locks free units, up to the number still missing. True if none is missing any more.
  bool collect() {
    for (std::size_t i = 0; i < count_ && missing_ > 0; ++i) {
      if (held_[i] || platform::lock_byte(file_, gate + 1 + i, Locking::Try) != Locked::Yes) continue;
      held_[i] = true;
      --missing_;
    }
    return missing_ == 0;
  }

 private:
  FileHandle file_;
  std::size_t count_;
  std::uint64_t missing_;
  std::vector<bool> held_;
};

}  // namespace

MemoryReservation::MemoryReservation(const SharedMemory& shared, std::uint64_t bytes, Progress* progress)
    : file_(open_locks(shared.file)) {
  if (!file_) return;
  const auto report_wait = [progress] {
    if (progress != nullptr) progress->update("waiting for memory in use by other runs", 0, 0);
  };
  Locked passed = platform::lock_byte(file_.get(), gate, Locking::Try);
  if (passed == Locked::Busy) {
    report_wait();
    passed = platform::lock_byte(file_.get(), gate, Locking::Wait);
  }
  if (passed != Locked::Yes) return;
  for (Units units(file_.get(), shared.capacity, bytes); !units.collect();) {
    report_wait();
    std::this_thread::sleep_for(waiting_interval);
  }
  platform::unlock_byte(file_.get(), gate);
}

}  // namespace wasmpair

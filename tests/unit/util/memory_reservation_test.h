// Threads that hold reservations of memory.
#pragma once

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "unit/support/eventually.h"
#include "unit/support/listener.h"
#include "unit/support/temporary_directory.h"
#include "util/memory_reservation.h"

namespace wasmpair {

constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20;

class MemoryReservationTest : public TemporaryDirectoryTest {
 protected:
  /// A thread that holds a reservation until released.
  class Holder {
   public:
    Holder(const SharedMemory& shared, std::uint64_t bytes)
        : thread_([this, shared, bytes] {
            const MemoryReservation reservation(shared, bytes, &listener_);
            has_reservation_ = true;
            is_released_.wait(false);
          }) {}

    void release() {
      is_released_ = true;
      is_released_.notify_all();
    }
    bool has_reservation() const { return has_reservation_; }
    bool waits() const { return listener_.reported > 0; }
    bool has_tried_again() const { return listener_.reported > 2; }

   private:
    Listener listener_;
    std::atomic<bool> is_released_ = false;
    std::atomic<bool> has_reservation_ = false;
    std::jthread thread_;
  };

  /// Releases all, since a test that failed may have left some that wait for others.
  ~MemoryReservationTest() override {
    for (const auto& holder : holders_) holder->release();
  }

  SharedMemory shared() { return {path("locks"), 64 * mebibyte}; }

  Holder& hold(std::uint64_t bytes) { return hold(shared(), bytes); }
  Holder& hold(const SharedMemory& shared, std::uint64_t bytes) {
    return *holders_.emplace_back(std::make_unique<Holder>(shared, bytes));
  }

  /// Expects that two runs that need all memory do not wait for each other.
  void expect_no_wait(const std::string& lock_file) {
    for (int run = 0; run < 2; ++run) {
      Holder& holder = hold({path(lock_file), mebibyte}, mebibyte);
      ASSERT_TRUE(eventually([&] { return holder.has_reservation() || holder.waits(); })) << lock_file;
      EXPECT_FALSE(holder.waits()) << lock_file;
    }
  }

 private:
  std::vector<std::unique_ptr<Holder>> holders_;
};

}  // namespace wasmpair

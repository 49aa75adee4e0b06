#include "util/memory_reservation.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "unit/support/eventually.h"
#include "unit/support/listener.h"
#include "unit/support/temporary_directory.h"

namespace wasmpair {
namespace {

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

TEST_F(MemoryReservationTest, IsImmediateWhileThereIsEnough) {
  Listener listener;
  const MemoryReservation first(shared(), 32 * mebibyte, &listener);
  const MemoryReservation second(shared(), 32 * mebibyte, &listener);
  EXPECT_EQ(listener.reported, 0);
}

TEST_F(MemoryReservationTest, WaitsForEarlierOnes) {
  Holder& first = hold(40 * mebibyte);
  ASSERT_TRUE(eventually([&] { return first.has_reservation(); }));
  Holder& second = hold(32 * mebibyte);
  ASSERT_TRUE(eventually([&] { return second.has_tried_again(); }));
  EXPECT_FALSE(second.has_reservation());
  first.release();
  EXPECT_TRUE(eventually([&] { return second.has_reservation(); }));
}

TEST_F(MemoryReservationTest, OfALargeRunIsNotOvertakenBySmallOnes) {
  Holder& first = hold(8 * mebibyte);
  ASSERT_TRUE(eventually([&] { return first.has_reservation(); }));
  Holder& all = hold(1000 * mebibyte);  // more than the capacity: reserves all of it
  ASSERT_TRUE(eventually([&] { return all.has_tried_again(); }));
  Holder& little = hold(8 * mebibyte);  // there is room for it
  ASSERT_TRUE(eventually([&] { return little.waits(); }));
  EXPECT_FALSE(little.has_reservation());
  first.release();
  ASSERT_TRUE(eventually([&] { return all.has_reservation(); }));
  EXPECT_FALSE(little.has_reservation());
  all.release();
  EXPECT_TRUE(eventually([&] { return little.has_reservation(); }));
}

TEST_F(MemoryReservationTest, EndsWithAKilledProcess) {
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    const MemoryReservation reservation({path("locks"), 64 * mebibyte}, 64 * mebibyte, nullptr);
    const ssize_t written = ::write(ready[1], "!", 1);
    for (;;) ::pause();
    ::_exit(static_cast<int>(written));
  }
  char byte = 0;
  ASSERT_EQ(::read(ready[0], &byte, 1), 1);
  Holder& next = hold(mebibyte);
  EXPECT_TRUE(eventually([&] { return next.has_tried_again(); }));
  EXPECT_FALSE(next.has_reservation());
  ASSERT_EQ(::kill(child, SIGKILL), 0);
  ASSERT_EQ(::waitpid(child, nullptr, 0), child);
  EXPECT_TRUE(eventually([&] { return next.has_reservation(); }));
  ::close(ready[0]);
  ::close(ready[1]);
}

TEST_F(MemoryReservationTest, DoesNotWaitWithoutALockFile) {
  write("other", "");
  ASSERT_EQ(::symlink(path("other").c_str(), path("link").c_str()), 0);
  ASSERT_EQ(::mkfifo(path("fifo").c_str(), 0600), 0);
  for (const char* file : {"absent/locks", "link", "fifo", "."}) expect_no_wait(file);
}

TEST_F(MemoryReservationTest, DoesNotWaitForTheLocksOfAnotherUser) {
  constexpr uid_t nobody = 65534;
  write("locks", "");
  if (::chown(path("locks").c_str(), nobody, nobody) != 0) GTEST_SKIP() << "only root can give a file away";
  expect_no_wait("locks");
}

}  // namespace
}  // namespace wasmpair

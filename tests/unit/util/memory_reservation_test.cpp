#include "util/memory_reservation.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <future>
#include <optional>
#include <thread>

#include "unit/support/listener.h"
#include "unit/support/temporary_directory.h"

namespace wasmpair {
namespace {

constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20;

class MemoryReservationTest : public TemporaryDirectoryTest {
 protected:
  /// A thread that holds a reservation until released.
  struct Holder {
    Listener listener;
    std::promise<void> release;
    std::atomic<bool> has_reservation = false;
    std::jthread thread;
  };

  SharedMemory shared() { return {path("locks"), 64 * mebibyte}; }

  std::unique_ptr<Holder> hold(std::uint64_t bytes) {
    auto holder = std::make_unique<Holder>();
    holder->thread = std::jthread([shared = shared(), bytes, holder = holder.get()] {
      const MemoryReservation reservation(shared, bytes, &holder->listener);
      holder->has_reservation = true;
      holder->release.get_future().wait();
    });
    return holder;
  }

  template <typename Condition>
  static void wait_until(Condition condition) {
    while (!condition()) std::this_thread::yield();
  }
};

TEST_F(MemoryReservationTest, IsImmediateWhileThereIsEnough) {
  Listener listener;
  const MemoryReservation first(shared(), 32 * mebibyte, &listener);
  const MemoryReservation second(shared(), 32 * mebibyte, &listener);
  EXPECT_EQ(listener.reported, 0);
}

TEST_F(MemoryReservationTest, WaitsForEarlierOnes) {
  std::optional<MemoryReservation> first(std::in_place, shared(), 40 * mebibyte, nullptr);
  const auto second = hold(32 * mebibyte);
  wait_until([&] { return second->listener.reported > 2; });
  EXPECT_FALSE(second->has_reservation);
  first.reset();
  wait_until([&] { return second->has_reservation.load(); });
  second->release.set_value();
}

TEST_F(MemoryReservationTest, OfALargeRunIsNotOvertakenBySmallOnes) {
  std::optional<MemoryReservation> first(std::in_place, shared(), 8 * mebibyte, nullptr);
  const auto all = hold(1000 * mebibyte);  // more than the capacity: reserves all of it
  wait_until([&] { return all->listener.reported > 2; });
  const auto little = hold(8 * mebibyte);  // there is room for it
  wait_until([&] { return little->listener.reported > 0; });
  EXPECT_FALSE(little->has_reservation);
  first.reset();
  wait_until([&] { return all->has_reservation.load(); });
  EXPECT_FALSE(little->has_reservation);
  all->release.set_value();
  wait_until([&] { return little->has_reservation.load(); });
  little->release.set_value();
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
  const auto next = hold(mebibyte);
  wait_until([&] { return next->listener.reported > 2; });
  EXPECT_FALSE(next->has_reservation);
  ASSERT_EQ(::kill(child, SIGKILL), 0);
  ASSERT_EQ(::waitpid(child, nullptr, 0), child);
  wait_until([&] { return next->has_reservation.load(); });
  next->release.set_value();
  ::close(ready[0]);
  ::close(ready[1]);
}

TEST_F(MemoryReservationTest, DoesNotWaitWithoutALockFile) {
  Listener listener;
  write("other", "");
  ASSERT_EQ(::symlink(path("other").c_str(), path("link").c_str()), 0);
  ASSERT_EQ(::mkfifo(path("fifo").c_str(), 0600), 0);
  for (const char* file : {"absent/locks", "link", "fifo", "."}) {
    const MemoryReservation first({path(file), mebibyte}, mebibyte, &listener);
    const MemoryReservation second({path(file), mebibyte}, mebibyte, &listener);
  }
  EXPECT_EQ(listener.reported, 0);
}

}  // namespace
}  // namespace wasmpair

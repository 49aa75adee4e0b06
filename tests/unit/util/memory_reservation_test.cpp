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

class MemoryTurnTest : public TemporaryDirectoryTest {
 protected:
  /// Somebody who takes a turn and keeps it until released.
  struct Taker {
    Listener listener;
    std::promise<void> release;
    std::atomic<bool> has_turn = false;
    std::jthread thread;
  };

  SharedMemory shared() { return {path("locks"), 64 * mebibyte}; }

  std::unique_ptr<Taker> take(std::uint64_t bytes) {
    auto taker = std::make_unique<Taker>();
    taker->thread = std::jthread([shared = shared(), bytes, taker = taker.get()] {
      const MemoryReservation turn(shared, bytes, &taker->listener);
      taker->has_turn = true;
      taker->release.get_future().wait();
    });
    return taker;
  }

  template <typename Condition>
  static void wait_until(Condition condition) {
    while (!condition()) std::this_thread::yield();
  }
};

TEST_F(MemoryTurnTest, ComesAtOnceWhileThereIsEnough) {
  Listener listener;
  const MemoryReservation first(shared(), 32 * mebibyte, &listener);
  const MemoryReservation second(shared(), 32 * mebibyte, &listener);
  EXPECT_EQ(listener.reported, 0);
}

TEST_F(MemoryTurnTest, WaitsForThoseWhoHaveTheirs) {
  std::optional<MemoryReservation> first(std::in_place, shared(), 40 * mebibyte, nullptr);
  const auto second = take(32 * mebibyte);
  wait_until([&] { return second->listener.reported > 2; });
  EXPECT_FALSE(second->has_turn);
  first.reset();
  wait_until([&] { return second->has_turn.load(); });
  second->release.set_value();
}

TEST_F(MemoryTurnTest, OfMuchIsNotOvertakenByThoseOfLittle) {
  std::optional<MemoryReservation> first(std::in_place, shared(), 8 * mebibyte, nullptr);
  const auto all = take(1000 * mebibyte);  // more than there is: as much as there is
  wait_until([&] { return all->listener.reported > 2; });
  const auto little = take(8 * mebibyte);  // there would be room
  wait_until([&] { return little->listener.reported > 0; });
  EXPECT_FALSE(little->has_turn);
  first.reset();
  wait_until([&] { return all->has_turn.load(); });
  EXPECT_FALSE(little->has_turn);
  all->release.set_value();
  wait_until([&] { return little->has_turn.load(); });
  little->release.set_value();
}

TEST_F(MemoryTurnTest, OfAKilledProcessEnds) {
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    const MemoryReservation turn({path("locks"), 64 * mebibyte}, 64 * mebibyte, nullptr);
    const ssize_t written = ::write(ready[1], "!", 1);
    for (;;) ::pause();
    ::_exit(static_cast<int>(written));
  }
  char byte = 0;
  ASSERT_EQ(::read(ready[0], &byte, 1), 1);
  const auto next = take(mebibyte);
  wait_until([&] { return next->listener.reported > 2; });
  EXPECT_FALSE(next->has_turn);
  ASSERT_EQ(::kill(child, SIGKILL), 0);
  ASSERT_EQ(::waitpid(child, nullptr, 0), child);
  wait_until([&] { return next->has_turn.load(); });
  next->release.set_value();
  ::close(ready[0]);
  ::close(ready[1]);
}

TEST_F(MemoryTurnTest, IsEverybodysWhereTheLocksCannotBeHad) {
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

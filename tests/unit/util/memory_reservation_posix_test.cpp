#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit/support/files_posix.h"
#include "unit/util/memory_reservation_test.h"

namespace wasmpair {
namespace {

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
  make_fifo(path("fifo"));
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

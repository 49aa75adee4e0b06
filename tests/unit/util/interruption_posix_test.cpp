#include "util/interruption.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <csignal>

#include "unit/support/temporary_directory.h"
#include "util/atomic_file.h"
#include "util/directory.h"
#include "util/text_bytes.h"

namespace wasmpair {
namespace {

// Each test ends a process of its own: GoogleTest forks for it.
class InterruptionDeathTest : public TemporaryDirectoryTest {
 protected:
  AtomicFile open(const std::string& name) const { return AtomicFile(opened_.get(), name, path(name)); }

  Descriptor opened_ = open_directory(directory_.generic_string());
};

[[noreturn]] void wait_for_the_end() {
  while (true) ::pause();
}

TEST_F(InterruptionDeathTest, RemovesTemporaryFiles) {
  EXPECT_EXIT(
      {
        clean_up_on_signals();
        AtomicFile staged = open("staged");
        AtomicFile published = open("published");
        published.write(bytes_of("content"));
        published.commit(Durability::Synced);
        ::kill(::getpid(), SIGTERM);
        wait_for_the_end();
      },
      testing::KilledBySignal(SIGTERM), "");
  EXPECT_EQ(names(), std::set<std::string>{"published"});
}

TEST_F(InterruptionDeathTest, WaitsForWhatBelongsTogether) {
  EXPECT_EXIT(
      {
        clean_up_on_signals();
        {
          const Uninterruptible together;
          ::kill(::getpid(), SIGINT);
          for (const char* name : {"a", "b"}) {
            AtomicFile file = open(name);
            file.commit(Durability::Synced);
          }
        }
        wait_for_the_end();
      },
      testing::KilledBySignal(SIGINT), "");
  EXPECT_EQ(names(), (std::set<std::string>{"a", "b"}));
}

TEST_F(InterruptionDeathTest, LeavesIgnoredSignalsIgnored) {
  EXPECT_EXIT(
      {
        std::signal(SIGHUP, SIG_IGN);
        clean_up_on_signals();
        ::kill(::getpid(), SIGHUP);
        ::_exit(std::signal(SIGHUP, SIG_DFL) == SIG_IGN ? 7 : 8);
      },
      testing::ExitedWithCode(7), "");
}

}  // namespace
}  // namespace wasmpair

#include "util/temporary_file.h"

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <atomic>
#include <thread>
#include <vector>

#include "unit/support/temporary_directory.h"
#include "util/directory.h"
#include "util/platform/file_system.h"

namespace wasmpair {
namespace {

using Names = std::set<std::string>;

class TemporaryFileTest : public TemporaryDirectoryTest {
 protected:
  Descriptor opened_ = open_directory(directory_.string());
};

TEST_F(TemporaryFileTest, RemovesLeftoversOfKilledRuns) {
  const pid_t child = ::fork();
  if (child == 0) {
    create_temporary_file(opened_.get(), "").file.release();
    ::raise(SIGKILL);
  }
  int result = 0;
  ASSERT_EQ(::waitpid(child, &result, 0), child);
  ASSERT_TRUE(WIFSIGNALED(result));
  ASSERT_EQ(names().size(), 1U);
  EXPECT_EQ(remove_abandoned(opened_.get()), 1U);
  EXPECT_EQ(names(), Names{});
}

TEST_F(TemporaryFileTest, KeepsTheFileOfALiveRun) {
  const TemporaryFile alive = create_temporary_file(opened_.get(), "");
  EXPECT_EQ(remove_abandoned(opened_.get()), 0U);
  EXPECT_EQ(names(), Names{alive.name});
}

TEST_F(TemporaryFileTest, KeepsFilesWithOtherNames) {
  const Names others = {".wasmpair.tmp",
                        ".wasmpair.0123456789abcdeg.tmp",
                        ".wasmpair.0123456789abcdef.tmp2",
                        ".wasmpair.0123456789abcdef0.tmp",
                        "app.0123456789abcdef.tmp",
                        ".app.tmp"};
  for (const std::string& name : others) write(name, "");
  EXPECT_EQ(remove_abandoned(opened_.get()), 0U);
  EXPECT_EQ(names(), others);
}

TEST_F(TemporaryFileTest, KeepsLinksAndFifosWithSuchAName) {
  write("precious", "");
  boost::filesystem::create_symlink("precious", directory_ / ".wasmpair.0000000000000000.tmp");
  ASSERT_EQ(::mkfifo(path(".wasmpair.1111111111111111.tmp").c_str(), 0666), 0);
  EXPECT_EQ(remove_abandoned(opened_.get()), 0U);
  EXPECT_EQ(names().size(), 3U);
}

TEST_F(TemporaryFileTest, NeverRemovesANewFileOfALiveRun) {
  std::atomic<bool> done = false;
  std::vector<std::thread> removers;
  for (int i = 0; i < 3; ++i)
    removers.emplace_back([&] {
      while (!done) remove_abandoned(opened_.get());
    });
  int taken = 0;
  for (int i = 0; i < 1000; ++i) {
    const TemporaryFile created = create_temporary_file(opened_.get(), "");
    if (!platform::remove_file_in(opened_.get(), created.name)) ++taken;
  }
  done = true;
  for (std::thread& remover : removers) remover.join();
  EXPECT_EQ(taken, 0);
}

}  // namespace
}  // namespace wasmpair

#include "unit/util/temporary_file_test.h"

#include <atomic>
#include <thread>
#include <vector>

#include "util/platform/file_system.h"

namespace wasmpair {
namespace {

using Names = std::set<std::string>;

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

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit/support/files_posix.h"
#include "unit/util/temporary_file_test.h"

namespace wasmpair {
namespace {

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
  EXPECT_EQ(names(), std::set<std::string>{});
}

TEST_F(TemporaryFileTest, KeepsLinksAndFifosWithSuchAName) {
  write("precious", "");
  boost::filesystem::create_symlink("precious", directory_ / ".wasmpair.0000000000000000.tmp");
  make_fifo(path(".wasmpair.1111111111111111.tmp"));
  EXPECT_EQ(remove_abandoned(opened_.get()), 0U);
  EXPECT_EQ(names().size(), 3U);
}

}  // namespace
}  // namespace wasmpair

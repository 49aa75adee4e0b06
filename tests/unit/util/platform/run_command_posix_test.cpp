#include "util/platform/run_command.h"

#include <gtest/gtest.h>

#include <csignal>
#include <string>
#include <system_error>

#include "unit/support/temporary_directory.h"
#include "util/platform/file_system.h"

namespace wasmpair {
namespace {

using platform::run_command;

CommandResult run_line(const std::string& line, const std::vector<std::string>& environment = {}) {
  return run_command({"/bin/sh", "-c", line}, "", environment);
}

TEST(RunCommand, CollectsWhatItPrintsAndItsStatus) {
  const CommandResult result = run_line("echo output; echo errors >&2; exit 3");
  EXPECT_EQ(result.output, "output\n");
  EXPECT_EQ(result.errors, "errors\n");
  EXPECT_EQ(result.status, 3);
}

TEST(RunCommand, TakesMoreThanAPipeHolds) {
  const CommandResult result = run_line("head -c 300000 /dev/zero >&2; head -c 300000 /dev/zero");
  EXPECT_EQ(result.output.size(), 300'000U);
  EXPECT_EQ(result.errors.size(), 300'000U);
}

TEST(RunCommand, HasAnEmptyStandardInput) { EXPECT_EQ(run_line("cat; echo end").output, "end\n"); }

TEST(RunCommand, FailsByASignal) { EXPECT_EQ(run_line("kill -9 $$").status, SIGKILL); }

TEST(RunCommand, HasOurEnvironmentAndChanges) {
  ::setenv("WASMPAIR_TEST_OURS", "ours", 1);
  ::setenv("WASMPAIR_TEST_CHANGED", "before", 1);
  const char* const line = "echo $WASMPAIR_TEST_OURS $WASMPAIR_TEST_CHANGED $WASMPAIR_TEST_NEW";
  EXPECT_EQ(run_line(line, {"WASMPAIR_TEST_CHANGED=after", "WASMPAIR_TEST_NEW=new"}).output, "ours after new\n");
}

TEST(RunCommand, HasNoDescriptorsOfOurs) {
  const Descriptor ours = platform::open_to_read("/dev/null");
  ASSERT_TRUE(ours);
  EXPECT_EQ(run_line("ls /dev/fd/" + std::to_string(ours.get())).output, "");
  EXPECT_EQ(run_line("ls /dev/fd/1").output, "/dev/fd/1\n");
}

class RunCommandTest : public TemporaryDirectoryTest {};

TEST_F(RunCommandTest, RunsInADirectory) {
  write("here", "");
  EXPECT_EQ(run_command({"/bin/sh", "-c", "ls"}, directory_.generic_string(), {}).output, "here\n");
}

TEST_F(RunCommandTest, SaysWhyAProgramCannotBeStarted) {
  write("program", "");
  for (const auto& [program, reason] : {std::pair{path("absent"), std::errc::no_such_file_or_directory},
                                        {path("program"), std::errc::permission_denied}}) {
    try {
      run_command({program}, "", {});
      FAIL() << program;
    } catch (const std::system_error& error) {
      EXPECT_EQ(error.code(), reason) << error.what();
    }
  }
  EXPECT_THROW(run_command({"/bin/sh", "-c", "true"}, path("absent"), {}), std::system_error);
}

}  // namespace
}  // namespace wasmpair

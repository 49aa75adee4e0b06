#include "util/platform/child.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <memory>
#include <utility>

#include "unit/support/temporary_directory.h"
#include "util/platform/guardian.h"

namespace wasmpair {
namespace {

ChildCommand shell(const std::string& line) {
  ChildCommand command;
  command.shell_line = line;
  return command;
}

ChildCommand program(std::vector<std::string> words) {
  ChildCommand command;
  command.words = std::move(words);
  return command;
}

/// What is broken here hangs: the signal ends the test then.
class ChildTest : public testing::Test {
 protected:
  static constexpr unsigned longest_seconds = 30;

  ChildTest() { ::alarm(longest_seconds); }
  ~ChildTest() override { ::alarm(0); }
};

struct Outcome {
  std::string output;
  std::string errors;
  Ended ended;
};

/// Runs a command to its end; stops it when it has written something, if asked to.
enum class Until { End, Output };
Outcome run(const ChildCommand& command, Until until = Until::End) {
  boost::asio::io_context context(1);
  Outcome outcome;
  std::unique_ptr<Child> child;
  child = std::make_unique<Child>(
      context, command,
      [&](Stream stream, std::string_view text) {
        (stream == Stream::Output ? outcome.output : outcome.errors) += text;
        if (until == Until::Output) child->stop();
      },
      [&](Ended ended) { outcome.ended = ended; });
  context.run();
  return outcome;
}

bool is_alive(const std::string& process) { return ::kill(std::stoi(process), 0) == 0; }

TEST_F(ChildTest, WritesAndEnds) {
  const Outcome outcome = run(shell("echo out; echo errors >&2; exit 3"));
  EXPECT_EQ(outcome.output, "out\n");
  EXPECT_EQ(outcome.errors, "errors\n");
  EXPECT_FALSE(outcome.ended.by_signal);
  EXPECT_EQ(outcome.ended.number, 3);
}

/// Its end may be seen before some of its output was.
TEST_F(ChildTest, LosesNoOutputAtItsEnd) {
  std::string lines;
  for (int line = 1; line <= 9999; ++line) lines += std::to_string(line) + "\n";
  for (int i = 0; i < 100; ++i) ASSERT_EQ(run(shell("exec seq 1 9999")).output == lines, true) << "in run " << i;
}

TEST_F(ChildTest, ThatCannotStartEndsAsShellsSayIt) {
  const Outcome outcome = run(program({"/absent/program"}));
  EXPECT_EQ(outcome.ended.number, 127);
  EXPECT_EQ(outcome.errors, "the command could not be started\n");
}

TEST_F(ChildTest, HasItsDirectoryAndEnvironmentAndNoInput) {
  ::setenv("WASMPAIR_TEST_CHILD", "ours", 1);
  ChildCommand command = shell("pwd; echo $WASMPAIR_TEST_CHILD $ADDED; cat");
  command.directory = "/";
  command.environment = {"ADDED=added", "WASMPAIR_TEST_CHILD=changed"};
  EXPECT_EQ(run(command).output, "/\nchanged added\n");
}

TEST_F(ChildTest, EndsWhenItIsAskedTo) {
  const Outcome outcome = run(shell("echo ready; exec sleep 40"), Until::Output);
  EXPECT_TRUE(outcome.ended.by_signal);
  EXPECT_EQ(outcome.ended.number, SIGTERM);
}

TEST_F(ChildTest, GetsSignalsAgainThatWeBlock) {
  const Outcome outcome = run(shell("trap 'echo caught' TERM; kill -TERM $$; echo after"));
  EXPECT_EQ(outcome.output, "caught\nafter\n");
}

TEST_F(ChildTest, TakesItsGroupWithIt) {
  // As in a container whose first process buries nobody: that would be us.
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  const Outcome outcome = run(shell("sleep 40 & echo $!"));
  EXPECT_EQ(outcome.ended.number, 0);
  EXPECT_FALSE(is_alive(outcome.output));
  ::prctl(PR_SET_CHILD_SUBREAPER, 0);
}

TEST_F(ChildTest, OutlivesItsOrphans) {
  const Outcome outcome = run(shell("(sleep 0.01 & exit 0); sleep 0.2; exit 5"));
  EXPECT_FALSE(outcome.ended.by_signal);
  EXPECT_EQ(outcome.ended.number, 5);
}

TEST_F(ChildTest, IsEndedByTheDestructor) {
  boost::asio::io_context context(1);
  std::string process;
  auto child = std::make_unique<Child>(
      context, shell("echo $$; exec sleep 40"), [&](Stream, std::string_view text) { process += text; },
      [](Ended) { FAIL() << "nobody waits for it any more"; });
  while (!process.ends_with('\n')) context.run_one();
  child.reset();
  EXPECT_FALSE(is_alive(process));
  context.run();
}

TEST_F(ChildTest, HasNoDescriptorsOfOurs) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  EXPECT_EQ(run(program({"/bin/ls", "/proc/self/fd"})).output, "0\n1\n2\n3\n") << "3 is the directory";

  boost::asio::io_context context(1);
  bool has_ended = false;
  Child child(
      context, shell("exec sleep 40"), [](Stream, std::string_view) {}, [&](Ended) { has_ended = true; });
  ::close(ends[1]);
  pollfd closed{ends[0], POLLIN, 0};
  constexpr int patience = 20'000;
  EXPECT_EQ(::poll(&closed, 1, patience), 1) << "the guardian holds the other end open";
  ::close(ends[0]);
  EXPECT_FALSE(has_ended);
  child.stop();
  context.run();
}

/// The process that started it is killed: nobody can ask it to end.
TEST_F(ChildTest, EndsWithUsHoweverWeEnd) {
  const TemporaryDirectory directory;
  const std::string file = directory.generic_string() + "/process";
  const pid_t starter = ::fork();
  ASSERT_GE(starter, 0);
  if (starter == 0) {
    const Guardian guardian =
        start_guarded(shell("echo $$ > " + file + ".new; mv " + file + ".new " + file + "; sleep 40"));
    while (::access(file.c_str(), F_OK) != 0) ::usleep(1000);
    ::kill(::getpid(), SIGKILL);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(starter, &status, 0), starter);
  boost::filesystem::ifstream stream(file);
  std::string process;
  stream >> process;
  ASSERT_FALSE(process.empty());
  for (int i = 0; i < 30'000 && is_alive(process); ++i) ::usleep(1000);
  EXPECT_FALSE(is_alive(process));
}

}  // namespace
}  // namespace wasmpair

// Between fork and exec in a process with threads, only what is safe in a signal handler may be called: no allocation,
// no exception. All that needs either is prepared before.
#include "util/platform/guardian.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <string_view>

#include "util/platform/environment.h"
#include "util/platform/guardian_posix.h"
#include "util/platform/posix.h"
#include "util/platform/posix_pipe.h"
#include "util/platform/spawn_posix.h"
#include "util/system_error.h"

namespace wasmpair {
namespace {

using platform::adopt_orphans;
using platform::close_descriptors;
using platform::descriptor_of;
using platform::die_with_parent;
using platform::open_pipe;
using platform::pointers_to;
using platform::PosixPipe;

/// How long a command may take to end when it is asked to.
constexpr int polite_milliseconds = 3000;
/// How often we look whether the last process of a group has ended: no signal reports those that another one buries.
constexpr int look_milliseconds = 10;
constexpr int could_not_start = 127;  // as shells have it

PosixPipe open_pipe_to_command() {
  PosixPipe pipe = open_pipe();
  if (!pipe.write) throw system_error("", "start a command", errno);
  return pipe;
}

/// What the guardian needs, in a form that is ready to use.
struct Prepared {
  std::vector<char*> words;
  std::vector<char*> environment;
  const char* directory;
  int stop_signal;
  int leash;
  int output;
  int errors;
  int status;
};

std::vector<std::string> words_of(const ChildCommand& command) {
  if (command.shell_line.empty()) return command.words;
  return {"/bin/sh", "-c", command.shell_line};
}

int signal_of(StopRequest request) { return request == StopRequest::Interrupt ? SIGINT : SIGTERM; }

// In the guardian and in the command
// ------------------------------------------------------------------------------------

/// Where the handler reports to, in a guardian.
volatile std::sig_atomic_t child_reports = -1;

/// If the pipe is full, there is enough to read.
extern "C" void report_child(int) {
  const int errno_of_the_interrupted = errno;
  [[maybe_unused]] const ssize_t written = ::write(child_reports, "", 1);
  errno = errno_of_the_interrupted;
}

/// A descriptor that is ready when a child may have ended.
int open_child_reports() {
  std::array<int, 2> ends{-1, -1};
  [[maybe_unused]] const int result = ::pipe(ends.data());
  for (const int end : ends) ::fcntl(end, F_SETFL, O_NONBLOCK);
  child_reports = ends[1];
  struct sigaction action {};
  action.sa_handler = report_child;
  action.sa_flags = SA_RESTART | SA_NOCLDSTOP;
  ::sigaction(SIGCHLD, &action, nullptr);
  sigset_t child_ended;
  sigemptyset(&child_ended);
  sigaddset(&child_ended, SIGCHLD);
  ::sigprocmask(SIG_UNBLOCK, &child_ended, nullptr);
  return ends[0];
}

/// Sockets of the preview would otherwise stay open for as long as the guardian lives.
void close_all_but(std::array<int, 4> kept) {
  std::ranges::sort(kept);
  unsigned next = 3;
  for (const int descriptor : kept) {
    const auto number = static_cast<unsigned>(descriptor);
    if (number > next) close_descriptors(next, number - 1);
    next = number + 1;
  }
  close_descriptors(next, ~0U);
}

[[noreturn]] void become(const Prepared& prepared, pid_t guardian) {
  ::setpgid(0, 0);
  die_with_parent();
  if (::getppid() != guardian) ::_exit(could_not_start);
  for (int number = 1; number < NSIG; ++number) std::signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  const int nothing = ::open("/dev/null", O_RDONLY);
  ::dup2(nothing, 0);
  ::dup2(prepared.output, 1);
  ::dup2(prepared.errors, 2);
  close_descriptors(3, ~0U);
  if (prepared.directory[0] == '\0' || ::chdir(prepared.directory) == 0)
    ::execve(prepared.words[0], prepared.words.data(), prepared.environment.data());
  constexpr std::string_view message = "the command could not be started\n";
  [[maybe_unused]] const ssize_t written = ::write(2, message.data(), message.size());
  ::_exit(could_not_start);
}

int milliseconds_since(const std::timespec& start) {
  std::timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<int>((now.tv_sec - start.tv_sec) * 1000 + (now.tv_nsec - start.tv_nsec) / 1'000'000);
}

/// The command's first process, whose number is that of the group.
struct Leader {
  pid_t process;
  int status = 0;
  bool has_ended = false;
};

/// Buries what has ended: the leader, and orphans of the group, since a container may have nobody else who does.
void reap(Leader& leader, int children) {
  std::array<char, 64> reports{};
  while (::read(children, reports.data(), reports.size()) > 0) {
  }
  int status = 0;
  for (pid_t process = 0; (process = ::waitpid(-1, &status, WNOHANG)) > 0;) {
    if (process != leader.process) continue;
    leader.status = status;
    leader.has_ended = true;
  }
}

/// Waits until the command has ended, or we are to end it.
void wait_for_either(Leader& leader, const Prepared& prepared, int children) {
  std::array<pollfd, 2> events{pollfd{prepared.leash, POLLIN, 0}, pollfd{children, POLLIN, 0}};
  while (!leader.has_ended && events[0].revents == 0) {
    ::poll(events.data(), events.size(), -1);
    reap(leader, children);
  }
}

/// Ends what is left of the group.
void end_group(Leader& leader, const Prepared& prepared, int children) {
  std::timespec start{};
  ::clock_gettime(CLOCK_MONOTONIC, &start);
  ::kill(-leader.process, prepared.stop_signal);
  // Processes that are left, if any, keep the number of the group from being used again.
  while (!leader.has_ended || ::kill(-leader.process, 0) == 0) {
    if (milliseconds_since(start) >= polite_milliseconds) ::kill(-leader.process, SIGKILL);
    pollfd ended{children, POLLIN, 0};
    ::poll(&ended, 1, look_milliseconds);
    reap(leader, children);
  }
}

[[noreturn]] void guard(const Prepared& prepared) {
  close_all_but({prepared.leash, prepared.output, prepared.errors, prepared.status});
  const int children = open_child_reports();
  adopt_orphans();
  const pid_t self = ::getpid();
  Leader leader{::fork()};
  if (leader.process == 0) become(prepared, self);
  if (leader.process > 0) {
    ::setpgid(leader.process, leader.process);  // whoever comes first
    ::close(prepared.output);
    ::close(prepared.errors);
    wait_for_either(leader, prepared, children);
    end_group(leader, prepared, children);
  } else {
    leader.status = could_not_start << 8;
  }
  [[maybe_unused]] const ssize_t written = ::write(prepared.status, &leader.status, sizeof leader.status);
  ::_exit(0);
}

}  // namespace

Guardian start_guarded(const ChildCommand& command) {
  PosixPipe leash = open_pipe_to_command();
  PosixPipe output = open_pipe_to_command();
  PosixPipe errors = open_pipe_to_command();
  PosixPipe status = open_pipe_to_command();
  std::vector<std::string> words = words_of(command);
  std::vector<std::string> environment = platform::environment_with(command.environment);
  const Prepared prepared{pointers_to(words),
                          pointers_to(environment),
                          command.directory.c_str(),
                          signal_of(command.stop_request),
                          descriptor_of(leash.read.get()),
                          descriptor_of(output.write.get()),
                          descriptor_of(errors.write.get()),
                          descriptor_of(status.write.get())};
  // No handler of ours may run in the guardian, and it ignores what a terminal sends to everybody.
  sigset_t all;
  sigset_t previous;
  sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &previous);
  const pid_t process = ::fork();
  if (process == 0) guard(prepared);
  const int error = errno;
  ::pthread_sigmask(SIG_SETMASK, &previous, nullptr);
  if (process < 0) throw system_error(prepared.words[0], "start", error);
  return {process, std::move(leash.write), std::move(output.read), std::move(errors.read), std::move(status.read)};
}

}  // namespace wasmpair

// Between fork and exec in a process with threads, only what is safe in a signal handler may be called: no allocation,
// no exception. All that needs either is prepared before.
#include "util/platform/guardian.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <map>

#include "util/platform/posix.h"
#include "util/platform/posix_pipe.h"
#include "util/system_error.h"

namespace wasmpair {
namespace {

using platform::descriptor_of;
using platform::open_pipe;
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

std::vector<std::string> merged_environment(const std::vector<std::string>& changes) {
  std::map<std::string, std::string> variables;
  const auto add = [&variables](const std::string& variable) {
    variables.insert_or_assign(variable.substr(0, variable.find('=')), variable);
  };
  for (char** variable = environ; *variable != nullptr; ++variable) add(*variable);
  for (const std::string& change : changes) add(change);
  std::vector<std::string> merged;
  for (const auto& [name, variable] : variables) merged.push_back(variable);
  return merged;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// In the guardian and in the command
// ------------------------------------------------------------------------------------

void close_range(unsigned first, unsigned last) {
  if (first > last || ::syscall(SYS_close_range, first, last, 0) == 0) return;
  const auto end = std::min<unsigned>(last, 65536);  // before Linux 5.9
  for (unsigned descriptor = first; descriptor <= end; ++descriptor) ::close(static_cast<int>(descriptor));
}

/// Sockets of the preview would otherwise stay open for as long as the guardian lives.
void close_all_but(std::array<int, 4> kept) {
  std::ranges::sort(kept);
  unsigned next = 3;
  for (const int descriptor : kept) {
    const auto number = static_cast<unsigned>(descriptor);
    if (number > next) close_range(next, number - 1);
    next = number + 1;
  }
  close_range(next, ~0U);
}

[[noreturn]] void become(const Prepared& prepared, pid_t guardian) {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != guardian) ::_exit(could_not_start);
  for (int number = 1; number < NSIG; ++number) std::signal(number, SIG_DFL);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  const int nothing = ::open("/dev/null", O_RDONLY);
  ::dup2(nothing, 0);
  ::dup2(prepared.output, 1);
  ::dup2(prepared.errors, 2);
  close_range(3, ~0U);
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
  signalfd_siginfo information{};
  [[maybe_unused]] const ssize_t count = ::read(children, &information, sizeof information);
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
    if (events[1].revents != 0) reap(leader, children);
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
    if (::poll(&ended, 1, look_milliseconds) > 0) reap(leader, children);
  }
}

[[noreturn]] void guard(const Prepared& prepared) {
  close_all_but({prepared.leash, prepared.output, prepared.errors, prepared.status});
  sigset_t child_ended;
  ::sigemptyset(&child_ended);
  ::sigaddset(&child_ended, SIGCHLD);
  std::signal(SIGCHLD, SIG_DFL);
  const int children = ::signalfd(-1, &child_ended, SFD_CLOEXEC | SFD_NONBLOCK);
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);  // so that orphans become ours
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
  std::vector<std::string> words = command.words;
  std::vector<std::string> environment = merged_environment(command.environment);
  const Prepared prepared{pointers_to(words),
                          pointers_to(environment),
                          command.directory.c_str(),
                          command.stop_signal,
                          descriptor_of(leash.read.get()),
                          descriptor_of(output.write.get()),
                          descriptor_of(errors.write.get()),
                          descriptor_of(status.write.get())};
  // No handler of ours may run in the guardian, and it ignores what a terminal sends to everybody.
  sigset_t all;
  sigset_t previous;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &previous);
  const pid_t process = ::fork();
  if (process == 0) guard(prepared);
  const int error = errno;
  ::pthread_sigmask(SIG_SETMASK, &previous, nullptr);
  if (process < 0) throw system_error(command.words[0], "start", error);
  return {process, std::move(leash.write), std::move(output.read), std::move(errors.read), std::move(status.read)};
}

}  // namespace wasmpair

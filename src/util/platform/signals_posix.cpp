#include "util/platform/signals.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>
#include <thread>

#include "util/platform/posix_pipe.h"

namespace wasmpair::platform {
namespace {

/// Signals by which people and systems end a process, or limits of it do. Not those of its own errors.
constexpr std::array ending_by_default = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXCPU};

constexpr int shell_status_of_signals = 128;

/// Where the handler reports to. A handler may do hardly anything but write, so a thread does the rest.
volatile std::sig_atomic_t reports = -1;

extern "C" void report_signal(int number) {
  const int errno_of_the_interrupted = errno;
  const auto byte = static_cast<unsigned char>(number);
  if (::write(reports, &byte, 1) != 1) ::_exit(shell_status_of_signals + number);
  errno = errno_of_the_interrupted;
}

sigset_t set_of(const std::vector<int>& signals) {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : signals) sigaddset(&set, signal);
  return set;
}

[[noreturn]] void end_by_reported_signal(int reported, void (*clean_up)()) {
  unsigned char number = 0;
  while (::read(reported, &number, 1) != 1) {
  }
  clean_up();
  std::signal(number, SIG_DFL);
  const sigset_t reported_signal = set_of({number});
  ::pthread_sigmask(SIG_UNBLOCK, &reported_signal, nullptr);
  std::raise(number);  // in this thread, so that it does not return
  // But it does in the first process of a container, where no signal has a default action.
  ::_exit(shell_status_of_signals + number);
}

/// Starts the thread that reads reports. It takes no signals, so that a signal which all other threads block stays
/// blocked. False if the system has no thread left: temporary files then stay until the next run.
bool start_without_signals(int reported, void (*clean_up)()) {
  sigset_t all;
  sigset_t previous;
  sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &previous);
  bool started = true;
  try {
    std::thread(end_by_reported_signal, reported, clean_up).detach();
  } catch (const std::system_error&) {
    started = false;
  }
  ::pthread_sigmask(SIG_SETMASK, &previous, nullptr);
  return started;
}

void handle(int number) {
  struct sigaction action {};
  if (::sigaction(number, nullptr, &action) != 0 || action.sa_handler != SIG_DFL) return;
  action.sa_handler = report_signal;
  action.sa_flags = SA_RESTART;
  ::sigaction(number, &action, nullptr);
}

}  // namespace

void clean_up_before_the_end(void (*clean_up)()) {
  PosixPipe pipe = open_pipe();
  if (!pipe.write || !start_without_signals(static_cast<int>(pipe.read.release()), clean_up)) return;
  reports = static_cast<int>(pipe.write.release());
  for (const int number : ending_by_default) handle(number);
}

std::vector<int> ending_signals() { return {SIGINT, SIGTERM, SIGHUP, SIGQUIT}; }

void block_signals(const std::vector<int>& signals) {
  const sigset_t set = set_of(signals);
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

void report_file_size_limit() { std::signal(SIGXFSZ, SIG_IGN); }

}  // namespace wasmpair::platform

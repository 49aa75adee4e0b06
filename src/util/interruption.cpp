#include "util/interruption.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <set>
#include <system_error>
#include <thread>
#include <utility>

namespace wasmpair {
namespace {

struct Interruption {
  std::mutex files_turn;
  std::set<std::pair<int, std::string>> files;  ///< By directory and name.
  std::shared_mutex sections_turn;
};

/// Never destroyed: a signal may arrive while the process exits.
Interruption& interruption() {
  static Interruption& only = *new Interruption;
  return only;
}

/// Signals by which people and systems end a process, or limits of it do. Not those of its own errors.
constexpr std::array ending_signals = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXCPU};

constexpr int shell_status_of_signals = 128;

/// Where the handler reports to. A handler may do hardly anything but write, so a thread does the rest.
volatile std::sig_atomic_t reports = -1;

extern "C" void report_signal(int number) {
  const int errno_of_the_interrupted = errno;
  const auto byte = static_cast<unsigned char>(number);
  if (::write(reports, &byte, 1) != 1) ::_exit(shell_status_of_signals + number);
  errno = errno_of_the_interrupted;
}

[[noreturn]] void end_by_reported_signal(int reported) {
  unsigned char number = 0;
  while (::read(reported, &number, 1) != 1) {
  }
  remove_files_before_the_end();
  std::signal(number, SIG_DFL);
  sigset_t reported_signal;
  ::sigemptyset(&reported_signal);
  ::sigaddset(&reported_signal, number);
  ::pthread_sigmask(SIG_UNBLOCK, &reported_signal, nullptr);
  std::raise(number);  // in this thread, so that it does not return
  // But it does in the first process of a container, where no signal has a default action.
  ::_exit(shell_status_of_signals + number);
}

/// Starts the thread that reads reports. It takes no signals, so that a signal which all other threads block stays
/// blocked. False if the system has no thread left: temporary files then stay until the next run.
bool start_without_signals(int reported) {
  sigset_t all;
  sigset_t previous;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &previous);
  bool started = true;
  try {
    std::thread(end_by_reported_signal, reported).detach();
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

RemovedWhenInterrupted::RemovedWhenInterrupted(int directory, std::string name, const std::function<bool()>& create) {
  const std::lock_guard turn(interruption().files_turn);
  if (!create()) return;
  directory_ = directory;
  name_ = std::move(name);
  interruption().files.emplace(directory_, name_);
}

RemovedWhenInterrupted::RemovedWhenInterrupted(RemovedWhenInterrupted&& other) noexcept { *this = std::move(other); }

RemovedWhenInterrupted& RemovedWhenInterrupted::operator=(RemovedWhenInterrupted&& other) noexcept {
  std::swap(directory_, other.directory_);
  std::swap(name_, other.name_);
  return *this;
}

RemovedWhenInterrupted::~RemovedWhenInterrupted() {
  if (name_.empty()) return;
  const std::lock_guard turn(interruption().files_turn);
  interruption().files.erase({directory_, name_});
}

Uninterruptible::Uninterruptible() : lock_(interruption().sections_turn) {}

void remove_files_before_the_end() {
  // Neither is ever unlocked.
  interruption().sections_turn.lock();
  interruption().files_turn.lock();
  for (const auto& [directory, name] : interruption().files) ::unlinkat(directory, name.c_str(), 0);
}

void clean_up_on_signals() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return;
  if (!start_without_signals(ends[0])) return;
  reports = ends[1];
  for (const int number : ending_signals) handle(number);
}

}  // namespace wasmpair

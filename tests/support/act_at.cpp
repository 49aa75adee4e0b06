// Preloaded into the program under test: runs a shell command at the chosen call of the C library, before or after it.
// What happens then is deterministic, however busy the machine is.
//
//   ACT_CALL     read, fsync or rename (renameat, renameat2)
//   ACT_PATH     only calls on a path that contains this text; default: all
//   ACT_NUMBER   which of these calls, from 1
//   ACT_WHEN     before or after
//   ACT_COMMAND  for sh; $PPID is the program
//   ACT_COUNT    a file that receives a byte for each such call
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <string>

namespace {

std::string setting(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::string path_of(int file) {
  std::array<char, 4096> path{};
  const ssize_t length = ::readlink(("/proc/self/fd/" + std::to_string(file)).c_str(), path.data(), path.size());
  return length < 0 ? "" : std::string(path.data(), static_cast<std::size_t>(length));
}

void count_call() {
  const std::string counter = setting("ACT_COUNT");
  if (counter.empty()) return;
  const int file = ::open(counter.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  static_cast<void>(::write(file, ".", 1) == 1);
  ::close(file);
}

void act() {
  const std::string command = setting("ACT_COMMAND");
  // Not std::system, which ignores signals meanwhile.
  const pid_t shell = ::fork();
  if (shell == 0) {
    ::unsetenv("LD_PRELOAD");
    ::execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
    ::_exit(127);
  }
  while (::waitpid(shell, nullptr, 0) < 0 && errno == EINTR) {
  }
}

std::atomic<int> calls{0};

/// Makes the call, and acts if it is the chosen one.
template <typename Call>
auto around(const std::string& name, const std::string& path, Call call) {
  const bool counts = name == setting("ACT_CALL") && path.find(setting("ACT_PATH")) != std::string::npos;
  const bool is_chosen = counts && std::to_string(++calls) == setting("ACT_NUMBER");
  if (counts) count_call();
  if (is_chosen && setting("ACT_WHEN") == "before") act();
  const auto result = call();
  const int error = errno;
  if (is_chosen && setting("ACT_WHEN") == "after") act();
  errno = error;
  return result;
}

template <typename Function>
Function* original(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

ssize_t read(int file, void* into, size_t bytes) {
  static auto* const call = original<decltype(::read)>("read");
  return around("read", path_of(file), [=] { return call(file, into, bytes); });
}

int fsync(int file) {
  static auto* const call = original<decltype(::fsync)>("fsync");
  return around("fsync", path_of(file), [=] { return call(file); });
}

int renameat(int from_directory, const char* from, int to_directory, const char* to) noexcept {
  static auto* const call = original<decltype(::renameat)>("renameat");
  return around("rename", to, [=] { return call(from_directory, from, to_directory, to); });
}

int renameat2(int from_directory, const char* from, int to_directory, const char* to, unsigned int flags) noexcept {
  static auto* const call = original<decltype(::renameat2)>("renameat2");
  return around("rename", to, [=] { return call(from_directory, from, to_directory, to, flags); });
}

}  // extern "C"

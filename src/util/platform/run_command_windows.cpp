#include "util/platform/run_command.h"

#include <array>
#include <cerrno>
#include <future>
#include <system_error>

#include "util/platform/job_windows.h"

namespace wasmpair::platform {
namespace {

/// Reads a pipe until its end.
std::string read_all(const Descriptor& pipe) {
  std::string text;
  std::array<char, 4096> buffer{};
  for (;;) {
    OVERLAPPED reading{};
    DWORD count = 0;
    const bool reads = ::ReadFile(native(pipe.get()), buffer.data(), buffer.size(), nullptr, &reading) != 0 ||
                       ::GetLastError() == ERROR_IO_PENDING;
    if (!reads || ::GetOverlappedResult(native(pipe.get()), &reading, &count, TRUE) == 0) return text;
    text.append(buffer.data(), count);
  }
}

}  // namespace

CommandResult run_command(const std::vector<std::string>& words, const std::string& directory,
                          const std::vector<std::string>& environment) {
  std::optional<CommandJob> job = CommandJob::start({words, directory, environment, StopRequest::Terminate, ""});
  if (!job) throw std::system_error(errno, std::generic_category());
  // At the same time: a command that waits for room in one of them would never end the other.
  const Descriptor pipe = job->take_errors();
  std::future<std::string> errors = std::async(std::launch::async, [&pipe] { return read_all(pipe); });
  CommandResult result;
  result.output = read_all(job->take_output());
  result.errors = errors.get();
  ::WaitForSingleObject(job->process(), INFINITE);
  result.status = static_cast<int>(job->exit_status());
  return result;
}

}  // namespace wasmpair::platform

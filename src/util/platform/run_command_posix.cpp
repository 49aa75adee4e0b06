#include "util/platform/run_command.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include "util/platform/environment.h"
#include "util/platform/posix.h"
#include "util/platform/posix_pipe.h"
#include "util/platform/spawn_posix.h"

namespace wasmpair::platform {
namespace {

PosixPipe open_pipe_to_command() {
  PosixPipe pipe = open_pipe();
  if (!pipe.write) throw std::system_error(errno, std::generic_category());
  return pipe;
}

/// Reads what is there. False at the end, or if it cannot be read.
bool read_more(int from, std::string& text) {
  std::array<char, 4096> buffer{};
  const ssize_t count = uninterrupted([&] { return ::read(from, buffer.data(), buffer.size()); });
  if (count > 0) text.append(buffer.data(), static_cast<std::size_t>(count));
  return count > 0;
}

/// Reads both until their ends: a command that waits for room in one of them would never end the other.
void read_all(const Descriptor& output, const Descriptor& errors, CommandResult& result) {
  std::array<pollfd, 2> sources{pollfd{descriptor_of(output.get()), POLLIN, 0},
                                pollfd{descriptor_of(errors.get()), POLLIN, 0}};
  const std::array<std::string*, 2> texts{&result.output, &result.errors};
  while (std::ranges::any_of(sources, [](const pollfd& source) { return source.fd >= 0; })) {
    if (uninterrupted([&] { return ::poll(sources.data(), sources.size(), -1); }) < 0) return;
    for (std::size_t i = 0; i < sources.size(); ++i)
      if (sources[i].revents != 0 && !read_more(sources[i].fd, *texts[i])) sources[i].fd = -1;
  }
}

}  // namespace

CommandResult run_command(const std::vector<std::string>& words, const std::string& directory,
                          const std::vector<std::string>& environment) {
  PosixPipe output = open_pipe_to_command();
  PosixPipe errors = open_pipe_to_command();
  Spawn spawn;
  spawn.open(0, "/dev/null", O_RDONLY);
  spawn.pass(descriptor_of(output.write.get()), 1);
  spawn.pass(descriptor_of(errors.write.get()), 2);
  if (!directory.empty()) spawn.enter(directory);
  const pid_t process = spawn.start(words, environment_with(environment));
  output.write = {};
  errors.write = {};
  CommandResult result;
  read_all(output.read, errors.read, result);
  int status = 0;
  uninterrupted([&] { return ::waitpid(process, &status, 0); });
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
  return result;
}

}  // namespace wasmpair::platform

#include "commands/server_process.h"

#include <sys/resource.h>

#include <algorithm>
#include <csignal>

namespace wasmpair {
namespace {

/// Descriptors for everything but connections: the release's files, standard streams, libraries.
constexpr rlim_t reserved_descriptors = 512;

}  // namespace

std::size_t affordable_connections(std::size_t desired) {
  struct rlimit limit {};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return desired;
  limit.rlim_cur = limit.rlim_max;
  if (::setrlimit(RLIMIT_NOFILE, &limit) != 0 || ::getrlimit(RLIMIT_NOFILE, &limit) != 0) return desired;
  const rlim_t left =
      limit.rlim_cur > 2 * reserved_descriptors ? limit.rlim_cur - reserved_descriptors : limit.rlim_cur / 2;
  return std::min<std::size_t>(desired, std::max<rlim_t>(1, left));
}

void block_signals(const std::initializer_list<int>& signals) {
  sigset_t set;
  ::sigemptyset(&set);
  for (const int signal : signals) ::sigaddset(&set, signal);
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

}  // namespace wasmpair

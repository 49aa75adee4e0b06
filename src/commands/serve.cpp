#include "wasmpair/serve.h"

#include <sys/resource.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <initializer_list>

#include "preview/server.h"
#include "util/system_error.h"

namespace wasmpair {
namespace {

/// Descriptors for everything but connections: the release's files, standard streams, libraries.
constexpr rlim_t reserved_descriptors = 512;

/// The desired number of connections, or fewer if the system does not grant a descriptor for each.
std::size_t affordable_connections(std::size_t desired) {
  struct rlimit limit {};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return desired;
  limit.rlim_cur = limit.rlim_max;
  if (::setrlimit(RLIMIT_NOFILE, &limit) != 0 || ::getrlimit(RLIMIT_NOFILE, &limit) != 0) return desired;
  const rlim_t left =
      limit.rlim_cur > 2 * reserved_descriptors ? limit.rlim_cur - reserved_descriptors : limit.rlim_cur / 2;
  return std::min<std::size_t>(desired, std::max<rlim_t>(1, left));
}

/// Called when the program ends. A terminal and a wrapper such as npm may both send a signal: the second one must not
/// turn a clean exit into a failure.
void block(const std::initializer_list<int>& signals) {
  sigset_t set;
  ::sigemptyset(&set);
  for (const int signal : signals) ::sigaddset(&set, signal);
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

void run_server(const PreviewOptions& options, PreviewObserver& observer) {
  boost::asio::io_context context(1);
  Server server(context, options, observer);
  boost::asio::signal_set signals(context, SIGINT, SIGTERM);
  signals.async_wait([&](const boost::system::error_code& error, int) {
    if (!error) server.stop();
  });
  server.start();
  context.run();
  block({SIGINT, SIGTERM});
}

}  // namespace

void serve(const PreviewOptions& request, PreviewObserver& observer) {
  PreviewOptions affordable = request;
  affordable.limits.connections = affordable_connections(request.limits.connections);
  try {
    run_server(affordable, observer);
  } catch (const boost::system::system_error& error) {  // of Boost.Asio: the system refuses what every server needs
    throw system_error("", "start the server", error.code().value());
  }
}

}  // namespace wasmpair

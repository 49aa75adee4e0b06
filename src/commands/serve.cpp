#include "wasmpair/serve.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>

#include "commands/server_process.h"
#include "preview/server.h"
#include "util/platform/signals.h"
#include "util/system_error.h"

namespace wasmpair {
namespace {

void run_server(const PreviewOptions& options, PreviewObserver& observer) {
  boost::asio::io_context context(1);
  Server server(context, options, observer);
  boost::asio::signal_set signals(context, SIGINT, SIGTERM);
  signals.async_wait([&](const boost::system::error_code& error, int) {
    if (!error) server.stop();
  });
  server.start();
  context.run();
  platform::block_signals({SIGINT, SIGTERM});
}

}  // namespace

void serve(const PreviewOptions& request, PreviewObserver& observer) {
  PreviewOptions affordable = request;
  affordable.limits.connections = affordable_connections(request.limits.connections);
  try {
    run_server(affordable, observer);
  } catch (const boost::system::system_error& error) {  // of Boost.Asio: the system refuses what every server needs
    throw system_error("", "start the server", error.code());
  }
}

}  // namespace wasmpair

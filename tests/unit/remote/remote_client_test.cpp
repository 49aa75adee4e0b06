// How long a run waits for a slow server, with short limits.
#include "remote/remote_client.h"

#include <gtest/gtest.h>

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <string>
#include <thread>

namespace wasmpair {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using std::chrono::milliseconds;

/// Serves one connection at a time, with a byte now and then, until the client disconnects.
class DrippingServer {
 public:
  DrippingServer() : thread_([this] { run(); }) {}

  ~DrippingServer() {
    is_over_ = true;
    boost::system::error_code ignored;
    tcp::socket(context_).connect(acceptor_.local_endpoint(), ignored);  // unblocks accept()
    thread_.join();
  }

  std::string url() const { return "http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()); }
  int connections() const { return connections_; }

 private:
  void run() {
    while (true) {
      tcp::socket socket = acceptor_.accept();
      if (is_over_) return;
      ++connections_;
      boost::system::error_code error;
      asio::write(socket, asio::buffer(std::string("HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n")), error);
      while (!error && !is_over_) {
        std::this_thread::sleep_for(milliseconds(10));
        asio::write(socket, asio::buffer(std::string("x")), error);
      }
    }
  }

  asio::io_context context_;
  tcp::acceptor acceptor_{context_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)};
  std::atomic<bool> is_over_{false};
  std::atomic<int> connections_{0};
  std::thread thread_;
};

TEST(RemoteClient, LimitsTheTimeForASlowServer) {
  const DrippingServer server;
  RemoteLimits limits;
  limits.total_time = milliseconds(300);
  RemoteClient client({server.url(), ""}, limits);
  for (int time = 0; time < 3; ++time) {
    const RemoteResponse response = client.get("/ac/0", 60'000);
    EXPECT_EQ(response.outcome, RemoteOutcome::Failed);
    EXPECT_EQ(response.problem, "it did not respond in time");
  }
  // The first request used up the time, so the others were not sent.
  EXPECT_LE(server.connections(), 1);
}

TEST(RemoteClient, ReadsNoMoreThanTheLimit) {
  const DrippingServer server;
  RemoteClient client({server.url(), ""}, {});
  EXPECT_EQ(client.get("/cas/0", 5).outcome, RemoteOutcome::TooLarge);
}

}  // namespace
}  // namespace wasmpair

// The limits of the preview on time and connections, small enough for a test to reach.
#include "preview/server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <optional>
#include <thread>

#include "unit/support/eventually.h"
#include "unit/support/temporary_directory.h"
#include "wasmpair/manifest.h"

namespace wasmpair {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using std::chrono::milliseconds;

constexpr const char* complete = "GET /page HTTP/1.1\r\nHost: localhost\r\n\r\n";

class NoObserver : public PreviewObserver {
  void listening(const std::string&) override {}
  void responded(const ServedRequest&) override {}
  void reloaded() override {}
  void noticed(const std::string&) override {}
};

/// A server in its own thread.
class ServerTest : public TemporaryDirectoryTest {
 protected:
  /// Listens: a client can connect, and send, and is served from run() on.
  void listen(const PreviewLimits& limits) {
    Manifest manifest;
    manifest.generator_version = "1";
    manifest.pages = {{"large", "large", "text/plain", "no-cache"}, {"page", "page", "text/plain", "no-cache"}};
    write("large", std::string(16U << 20U, 'x'));
    write("page", "hello");
    write("wasmpair.json", to_json(manifest));
    server_.emplace(context_, PreviewOptions{directory_.generic_string(), 0, 0, {}, limits}, observer_);
    const std::string url = server_->url();
    port_ = static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
    server_->start();
  }

  void run() {
    // If a client waits in vain, its connection is closed, and the test fails.
    watchdog_.expires_after(std::chrono::minutes(1));
    watchdog_.async_wait([this](const boost::system::error_code& error) {
      if (!error) server_->stop();
    });
    thread_ = std::thread([this] { context_.run(); });
  }

  void serve(const PreviewLimits& limits) {
    listen(limits);
    run();
  }

  ~ServerTest() override {
    asio::post(context_, [this] {
      watchdog_.cancel();
      server_->stop();
    });
    if (thread_.joinable()) thread_.join();
  }

  tcp::socket connect() {
    tcp::socket socket(clients_);
    socket.connect({asio::ip::address_v4::loopback(), port_});
    return socket;
  }

  static void send(tcp::socket& socket, const std::string& text) { asio::write(socket, asio::buffer(text)); }

  /// Everything until the server closes the connection.
  static std::string receive_all(tcp::socket& socket) {
    std::string text;
    boost::system::error_code error;
    asio::read(socket, asio::dynamic_buffer(text), error);
    return text;
  }

  static std::string receive_some(tcp::socket& socket) {
    std::string text(4096, '\0');
    boost::system::error_code error;
    text.resize(socket.read_some(asio::buffer(text), error));
    return text;
  }

  /// True if the server serves one more client.
  bool has_room() {
    tcp::socket client = connect();
    send(client, complete);
    return receive_some(client).starts_with("HTTP/1.1 200 ");
  }

  asio::io_context context_;
  asio::io_context clients_;
  asio::steady_timer watchdog_{context_};
  NoObserver observer_;
  std::optional<Server> server_;
  std::thread thread_;
  std::uint16_t port_ = 0;
};

TEST_F(ServerTest, EndsIncompleteRequests) {
  PreviewLimits limits;
  limits.head = milliseconds(200);
  serve(limits);
  tcp::socket slow = connect();
  send(slow, "GET /page HTTP/1.1\r\nHost: loc");
  EXPECT_TRUE(receive_all(slow).starts_with("HTTP/1.1 408 "));
}

TEST_F(ServerTest, DoesNotExtendTheTimeForAHeadByteByByte) {
  PreviewLimits limits;
  limits.head = milliseconds(200);
  serve(limits);
  tcp::socket slow = connect();
  send(slow, "GET /page HTTP/1.1\r\n");
  std::atomic<bool> is_over{false};
  std::thread dribble([&] {
    boost::system::error_code error;
    while (!is_over && !error) {
      asio::write(slow, asio::buffer("X: y\r\n", 6), error);
      std::this_thread::sleep_for(milliseconds(20));
    }
  });
  EXPECT_TRUE(receive_some(slow).starts_with("HTTP/1.1 408 "));
  is_over = true;
  dribble.join();
}

TEST_F(ServerTest, EndsIdleConnections) {
  PreviewLimits limits;
  limits.idle = milliseconds(100);
  listen(limits);
  tcp::socket never = connect();
  tcp::socket once = connect();
  send(once, complete);  // it is there when the server begins to wait for it
  run();
  EXPECT_EQ(receive_all(never), "");
  EXPECT_TRUE(receive_all(once).ends_with("hello"));
}

TEST_F(ServerTest, EndsConnectionsThatDoNotRead) {
  PreviewLimits limits;
  limits.no_progress = milliseconds(200);
  limits.connections = 1;
  serve(limits);
  tcp::socket slow = connect();
  slow.set_option(asio::socket_base::receive_buffer_size(4096));
  send(slow, "GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_TRUE(receive_some(slow).starts_with("HTTP/1.1 200 "));
  // Its place is free again only when the server has given it up.
  EXPECT_TRUE(eventually([this] { return has_room(); })) << "the server still waits for it";
}

TEST_F(ServerTest, TurnsAwayExcessConnections) {
  PreviewLimits limits;
  limits.connections = 2;
  serve(limits);
  tcp::socket first = connect();
  tcp::socket second = connect();
  for (tcp::socket* socket : {&first, &second}) {
    send(*socket, complete);
    EXPECT_TRUE(receive_some(*socket).starts_with("HTTP/1.1 200 "));
  }
  tcp::socket third = connect();
  EXPECT_TRUE(receive_some(third).starts_with("HTTP/1.1 503 "));
  third.close();
  first.close();
  EXPECT_TRUE(eventually([this] { return has_room(); })) << "the server has not noticed";
}

TEST_F(ServerTest, ListensAtTheLoopbackAddressOnly) {
  serve({});
  EXPECT_TRUE(has_room());
  tcp::socket elsewhere(clients_);
  boost::system::error_code error;
  elsewhere.connect({asio::ip::make_address_v4("127.0.0.2"), port_}, error);  // an address of this machine, too
  EXPECT_EQ(error, asio::error::connection_refused);
}

TEST_F(ServerTest, RefusesLongHeads) {
  PreviewLimits limits;
  limits.request_head = 100;
  serve(limits);
  tcp::socket client = connect();
  send(client, "GET /page HTTP/1.1\r\nHost: localhost\r\nX: " + std::string(200, 'x') + "\r\n\r\n");
  EXPECT_TRUE(receive_all(client).starts_with("HTTP/1.1 431 "));
}

}  // namespace
}  // namespace wasmpair

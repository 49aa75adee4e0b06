#include "http/curl_handle.h"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <stdexcept>
#include <string>
#include <thread>

namespace wasmpair {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

/// Responds to one connection after the other, until it is destroyed.
class HelloServer {
 public:
  HelloServer() : thread_([this](const std::stop_token& stop) { run(stop); }) {}

  ~HelloServer() {
    thread_.request_stop();
    boost::system::error_code ignored;
    tcp::socket(context_).connect(acceptor_.local_endpoint(), ignored);  // wakes it
  }

  std::string url() const { return "http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()) + "/"; }

 private:
  void run(const std::stop_token& stop) {
    while (true) {
      tcp::socket socket = acceptor_.accept();
      if (stop.stop_requested()) return;
      boost::system::error_code ignored;
      std::string request;
      asio::read_until(socket, asio::dynamic_buffer(request), "\r\n\r\n", ignored);
      const std::string response = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello";
      asio::write(socket, asio::buffer(response), ignored);
    }
  }

  asio::io_context context_;
  tcp::acceptor acceptor_{context_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)};
  std::jthread thread_;
};

enum class Throws { Never, AtHeader, AtBody };

class Receiver : public ResponseReceiver {
 public:
  explicit Receiver(Throws throws) : throws_(throws) {}

  bool take_header(std::string_view) override {
    if (throws_ == Throws::AtHeader) throw std::length_error("no room for a header");
    return true;
  }
  bool take_body(ByteView piece) override {
    if (throws_ == Throws::AtBody) throw std::length_error("no room for a body");
    received_ += piece.size();
    return true;
  }
  std::size_t received() const { return received_; }

 private:
  Throws throws_;
  std::size_t received_ = 0;
};

constexpr TransferTimes patient{std::chrono::minutes(1), std::chrono::minutes(1), std::chrono::minutes(1)};

TEST(CurlHandle, ThrowsWhatItsReceiverThrew) {
  const HelloServer server;
  CurlHandle handle;
  for (const Throws when : {Throws::AtHeader, Throws::AtBody}) {
    Receiver receiver(when);
    handle.prepare(server.url(), patient, receiver);
    EXPECT_THROW(handle.perform(), std::length_error);
  }
  Receiver receiver(Throws::Never);
  handle.prepare(server.url(), patient, receiver);
  EXPECT_EQ(handle.perform(), CURLE_OK) << "an earlier request's failure is not this one's";
  EXPECT_EQ(receiver.received(), 5U);
}

}  // namespace
}  // namespace wasmpair

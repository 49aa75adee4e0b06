// A web server whose responses are bytes that a test chooses.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <functional>
#include <string>
#include <thread>
#include <utility>

namespace wasmpair {

/// Responds to one connection of 127.0.0.1 after the other, and closes each, until it is destroyed.
class RawServer {
 public:
  /// request: with its header section.
  using Respond = std::function<std::string(const std::string& request)>;

  explicit RawServer(Respond respond)
      : respond_(std::move(respond)), thread_([this](const std::stop_token& stop) { run(stop); }) {}

  ~RawServer() {
    thread_.request_stop();
    boost::system::error_code ignored;
    Tcp::socket(context_).connect(acceptor_.local_endpoint(), ignored);  // wakes it
  }

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port()) + "/"; }
  unsigned port() const { return acceptor_.local_endpoint().port(); }
  int requests() const { return requests_; }

 private:
  using Tcp = boost::asio::ip::tcp;

  void run(const std::stop_token& stop) {
    while (true) {
      Tcp::socket socket = acceptor_.accept();
      if (stop.stop_requested()) return;
      boost::system::error_code ignored;
      std::string request;
      boost::asio::read_until(socket, boost::asio::dynamic_buffer(request), "\r\n\r\n", ignored);
      ++requests_;
      boost::asio::write(socket, boost::asio::buffer(respond_(request)), ignored);
    }
  }

  Respond respond_;
  std::atomic<int> requests_ = 0;
  boost::asio::io_context context_;
  Tcp::acceptor acceptor_{context_, Tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0)};
  std::jthread thread_;
};

}  // namespace wasmpair

// A client's connection: reads requests one after the other, and sends the responses as fast as the client takes them.
//
// A connection that waits, for a request or for a slow client, holds no buffer: unread bytes stay in the kernel,
// unsent bytes in their file. All connections read and send through one shared buffer, which is safe because they run
// in one thread and none leaves anything there between events.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <variant>

#include "preview/pace.h"
#include "preview/request.h"
#include "preview/response.h"
#include "wasmpair/preview.h"

namespace wasmpair {

class Connection;

/// The owner of connections, which outlives them.
class ConnectionHost {
 public:
  virtual ~ConnectionHost() = default;

  virtual Response respond(const Request& request) = 0;
  /// True if the request is for another server, which forward() passes it to.
  virtual bool forwards(const Request& request) const = 0;
  /// received: what the client sent after the head of the request.
  virtual void forward(boost::asio::ip::tcp::socket client, Request request, const std::string& received) = 0;
  virtual const PreviewLimits& limits() const = 0;
  virtual std::uint64_t bytes_per_second() const = 0;
  /// The shared buffer.
  virtual std::span<char> buffer() = 0;
  /// The event for event streams: the release that is being served.
  virtual std::string current_event() const = 0;
  /// The connection has ended.
  virtual void closed(const std::shared_ptr<Connection>& connection) = 0;
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(boost::asio::ip::tcp::socket socket, ConnectionHost& host);

  void start();
  /// Responds with 503 to any request, and closes.
  void turn_away();
  /// If this is an event stream: sends the current event.
  void notify();
  void close();

 private:
  using Milliseconds = std::chrono::milliseconds;
  using Callback = void (Connection::*)();

  void read_request();
  void receive();
  void handle(const std::variant<Request, Malformed>& parsed);
  void respond(Response response);
  void hand_over(const Request& request);
  void send();
  std::span<const char> next_portion(std::size_t limit);
  void sent();
  void wait_to_send();
  void watch_for_end();
  void drain();

  /// Calls on_timeout unless called again, or stand_down(), in time.
  void expect_within(Milliseconds time, Callback on_timeout);
  void stand_down();
  void head_timed_out();
  /// Calls back when the socket is ready; closes if it fails.
  void when_ready(boost::asio::ip::tcp::socket::wait_type event, Callback callback);

  enum class Phase { Reading, Sending, Streaming, Closed };

  boost::asio::ip::tcp::socket socket_;
  boost::asio::steady_timer deadline_;
  boost::asio::steady_timer pause_;  ///< Between portions of a throttled response.
  ConnectionHost& host_;
  Pace pace_;
  Phase phase_ = Phase::Reading;

  std::string received_;      ///< Of requests: at most the maximum size of a head.
  std::size_t searched_ = 0;  ///< The number of bytes known not to contain the end of a head.

  std::string head_;  ///< To be sent before the content.
  std::size_t head_sent_ = 0;
  Response response_;  ///< Being sent: offset and bytes describe the remainder.
  bool event_is_due_ = false;
};

}  // namespace wasmpair

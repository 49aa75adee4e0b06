// One client's connection: reads requests one after the other, and sends their answers as fast as the client takes
// them.
//
// A connection that waits, for a request or for a slow client, holds no buffer: what was not yet read stays in the
// kernel, what was not yet sent stays in its file. Reading and sending go through one buffer that all connections
// share, which is safe since all of them run in one thread and none keeps anything there from one event to the next.
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

/// What connections ask of whoever accepted them; outlives them.
class ConnectionHost {
 public:
  virtual ~ConnectionHost() = default;

  virtual Response respond(const Request& request) = 0;
  virtual const PreviewLimits& limits() const = 0;
  virtual std::uint64_t bytes_a_second() const = 0;
  /// The shared buffer.
  virtual std::span<char> buffer() = 0;
  /// What an event stream is told: the release that is served now.
  virtual std::string current_event() const = 0;
  /// The connection has ended.
  virtual void closed(const std::shared_ptr<Connection>& connection) = 0;
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(boost::asio::ip::tcp::socket socket, ConnectionHost& host);

  void start();
  /// Answers 503 and closes, whatever the client asks.
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
  void send();
  std::span<const char> next_portion(std::size_t most);
  void sent();
  void wait_to_send();
  void watch_for_end();
  void drain();

  /// Closes unless called again, or stand_down(), in time.
  void expect_within(Milliseconds time, Callback otherwise);
  void stand_down();
  void head_timed_out();
  /// Calls back when the socket is ready; closes if it fails.
  void when_ready(boost::asio::ip::tcp::socket::wait_type event, Callback callback);

  enum class Phase { Reading, Sending, Streaming, Closed };

  boost::asio::ip::tcp::socket socket_;
  boost::asio::steady_timer deadline_;
  boost::asio::steady_timer pause_;  ///< Between portions of a throttled answer.
  ConnectionHost& host_;
  Pace pace_;
  Phase phase_ = Phase::Reading;

  std::string received_;      ///< Of requests: at most as long as a head may be.
  std::size_t searched_ = 0;  ///< How much of it is known to hold no end of a head.

  std::string head_;  ///< To be sent before the content.
  std::size_t head_sent_ = 0;
  Response response_;  ///< Being sent: offset and bytes count what is left.
  bool event_is_due_ = false;
};

}  // namespace wasmpair

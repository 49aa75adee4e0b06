#include "preview/connection.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <ctime>
#include <utility>

#include "util/platform/sockets.h"

namespace wasmpair {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

/// The maximum that a connection sends before others get a turn.
constexpr std::size_t slice_bytes = 16U << 10U;
/// The maximum of unsent bytes in the kernel: enough to keep a fast line busy, yet bounded for a thousand slow ones. (A
/// small SO_SNDBUF would also limit the bytes in flight, and make fast clients wait for late acknowledgements.)
constexpr int unsent_limit = 64 << 10;
/// How long a refused client may continue to send, so that it reads the response before the connection breaks.
constexpr std::chrono::milliseconds linger_time{2000};
constexpr std::string_view end_of_head = "\r\n\r\n";

}  // namespace

Connection::Connection(tcp::socket socket, ConnectionHost& host)
    : socket_(std::move(socket)),
      deadline_(socket_.get_executor()),
      pause_(socket_.get_executor()),
      host_(host),
      pace_(host.bytes_per_second(), Pace::Clock::now()) {
  error_code ignored;
  socket_.non_blocking(true, ignored);
  socket_.set_option(tcp::no_delay(true), ignored);
  platform::limit_unsent_bytes(static_cast<FileHandle>(socket_.native_handle()), unsent_limit);
}

void Connection::start() {
  expect_within(host_.limits().idle, &Connection::close);
  read_request();
}

void Connection::turn_away() { respond(error_response(503, "Too many connections are open.", AfterResponse::Close)); }

void Connection::notify() {
  if (response_.body != ResponseBody::Events || phase_ == Phase::Closed) return;
  event_is_due_ = true;
  if (phase_ == Phase::Streaming) send();
}

void Connection::close() {
  if (phase_ == Phase::Closed) return;
  phase_ = Phase::Closed;
  stand_down();
  pause_.cancel();
  error_code ignored;
  socket_.close(ignored);
  host_.closed(shared_from_this());
}

// Reading -------------------------------------------------------------------------------------------------------------

void Connection::read_request() {
  phase_ = Phase::Reading;
  // An empty line before a request must be ignored (RFC 9112, section 2.2).
  while (received_.starts_with("\r\n")) received_.erase(0, 2);
  const std::size_t end = received_.find(end_of_head, searched_);
  if (end != std::string::npos) {
    const std::string head = received_.substr(0, end + end_of_head.size());
    received_ = received_.substr(head.size());  // a copy, which holds no more memory than it needs
    searched_ = 0;
    handle(parse_request(head));
    return;
  }
  searched_ = received_.size() - std::min(received_.size(), end_of_head.size() - 1);
  if (received_.size() >= host_.limits().request_head) {
    respond(error_response(431, "The request line and fields are too long.", AfterResponse::Close));
    return;
  }
  when_ready(tcp::socket::wait_read, &Connection::receive);
}

void Connection::receive() {
  if (phase_ != Phase::Reading) return;  // its time ran out while this event was pending
  error_code error;
  const auto buffer = host_.buffer();
  const std::size_t room = std::min(buffer.size(), host_.limits().request_head - received_.size());
  const std::size_t count = socket_.read_some(asio::buffer(buffer.data(), room), error);
  if (error == asio::error::would_block) {
    when_ready(tcp::socket::wait_read, &Connection::receive);
    return;
  }
  if (error) {
    close();
    return;
  }
  // The time for a head starts at its first byte, however often the client sends a few more.
  if (received_.empty()) expect_within(host_.limits().head, &Connection::head_timed_out);
  received_.append(buffer.data(), count);
  read_request();
}

void Connection::head_timed_out() {
  respond(error_response(408, "The request took too long to arrive.", AfterResponse::Close));
}

void Connection::handle(const std::variant<Request, Malformed>& parsed) {
  if (const auto* request = std::get_if<Request>(&parsed)) {
    if (host_.forwards(*request)) return hand_over(*request);
    respond(host_.respond(*request));
  } else {
    respond(error_response(400, std::get<Malformed>(parsed).problem, AfterResponse::Close));
  }
}

/// This connection ends, though the client's goes on.
void Connection::hand_over(const Request& request) {
  phase_ = Phase::Closed;
  stand_down();
  host_.forward(std::move(socket_), request, received_);
  host_.closed(shared_from_this());
}

// Sending -------------------------------------------------------------------------------------------------------------

void Connection::respond(Response response) {
  stand_down();
  phase_ = Phase::Sending;
  head_ = head_of(response, std::time(nullptr));
  head_sent_ = 0;
  response_ = std::move(response);
  if (response_.body == ResponseBody::None || !response_.content) response_.bytes = 0;
  if (response_.body == ResponseBody::Stalled) response_.bytes /= 2;
  event_is_due_ = response_.body == ResponseBody::Events;
  send();
}

/// The next bytes of the head, then of the content; empty at the end, or if the content cannot be read.
std::span<const char> Connection::next_portion(std::size_t limit) {
  if (head_sent_ < head_.size())
    return std::span<const char>(head_).subspan(head_sent_).first(std::min(limit, head_.size() - head_sent_));
  if (response_.bytes == 0) return {};
  const auto buffer = host_.buffer();
  const std::size_t wanted = std::min({limit, buffer.size(), static_cast<std::size_t>(response_.bytes)});
  return buffer.first(response_.content->read(response_.offset, buffer.first(wanted)));
}

void Connection::send() {
  if (phase_ == Phase::Closed) return;
  if (event_is_due_ && head_sent_ == head_.size()) {
    event_is_due_ = false;
    head_ = host_.current_event();
    head_sent_ = 0;
  }
  for (std::size_t sent_now = 0; sent_now < slice_bytes;) {
    const std::size_t allowance = pace_.allowance(Pace::Clock::now());
    const bool is_done = head_sent_ == head_.size() && response_.bytes == 0;
    if (is_done) return sent();
    if (allowance == 0) {
      pause_.expires_after(pace_.until_next());
      pause_.async_wait([self = shared_from_this()](const error_code& error) {
        if (!error) self->send();
      });
      return;
    }
    const std::span<const char> portion = next_portion(allowance);
    if (portion.empty()) return close();  // the file was truncated: better a broken response than a wrong one
    error_code error;
    const std::size_t count = socket_.write_some(asio::buffer(portion.data(), portion.size()), error);
    if (error == asio::error::would_block) return wait_to_send();
    if (error) return close();
    pace_.spend(count);
    sent_now += count;
    if (head_sent_ < head_.size()) {
      head_sent_ += count;
    } else {
      response_.offset += count;
      response_.bytes -= count;
    }
  }
  asio::post(socket_.get_executor(), [self = shared_from_this()] { self->send(); });
}

void Connection::wait_to_send() {
  expect_within(host_.limits().no_progress, &Connection::close);
  when_ready(tcp::socket::wait_write, &Connection::send);
}

/// The kernel has taken the complete response.
void Connection::sent() {
  stand_down();
  head_ = {};
  head_sent_ = 0;
  response_.content.reset();
  if (response_.body == ResponseBody::Events && event_is_due_) return send();
  if (response_.body == ResponseBody::Events || response_.body == ResponseBody::Stalled) {
    if (std::exchange(phase_, Phase::Streaming) != Phase::Streaming) watch_for_end();
    return;
  }
  if (response_.after == AfterResponse::Close) {
    error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
    expect_within(linger_time, &Connection::close);
    drain();
    return;
  }
  // The next request may be here already; others get a turn first.
  expect_within(host_.limits().idle, &Connection::close);
  asio::post(socket_.get_executor(), [self = shared_from_this()] {
    if (self->phase_ == Phase::Sending) self->read_request();
  });
}

/// Notices when the client closes a connection that is only written to.
void Connection::watch_for_end() { when_ready(tcp::socket::wait_read, &Connection::drain); }

/// Discards input until the client closes the connection.
void Connection::drain() {
  error_code error;
  const auto buffer = host_.buffer();
  socket_.read_some(asio::buffer(buffer.data(), buffer.size()), error);
  if (error && error != asio::error::would_block) return close();
  when_ready(tcp::socket::wait_read, &Connection::drain);
}

// Waiting -------------------------------------------------------------------------------------------------------------

void Connection::expect_within(Milliseconds time, Callback on_timeout) {
  deadline_.expires_after(time);
  deadline_.async_wait([self = shared_from_this(), on_timeout](const error_code& error) {
    // A handler that was pending when the deadline was moved finds it in the future.
    if (error || self->deadline_.expiry() > Pace::Clock::now()) return;
    (self.get()->*on_timeout)();
  });
}

void Connection::stand_down() { deadline_.expires_at(Pace::Clock::time_point::max()); }

void Connection::when_ready(tcp::socket::wait_type event, Callback callback) {
  socket_.async_wait(event, [self = shared_from_this(), callback](const error_code& error) {
    if (self->phase_ == Phase::Closed) return;
    if (error) return self->close();
    (self.get()->*callback)();
  });
}

}  // namespace wasmpair

#include "preview/tunnel.h"

#include <fmt/format.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/write.hpp>
#include <ctime>
#include <utility>

#include "preview/response.h"

namespace wasmpair {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

/// How long a server may take to accept a connection. One that is started again refuses connections meanwhile, so
/// refusals are not final before.
constexpr std::chrono::milliseconds connect_time{5000};
constexpr std::chrono::milliseconds connect_pause{100};
/// How long the client may take to receive the end of a response before its connection breaks.
constexpr std::chrono::milliseconds linger_time{2000};
constexpr std::size_t longest_head = 64U << 10U;

}  // namespace

Tunnel::Tunnel(tcp::socket client, Request request, const std::string& received, ProxyRoute route, TunnelHost& host)
    : client_(std::move(client)),
      server_(client_.get_executor()),
      resolver_(client_.get_executor()),
      deadline_(client_.get_executor()),
      pause_(client_.get_executor()),
      request_(std::move(request)),
      route_(std::move(route)),
      host_(host),
      to_server_(forwarded_request_head(request_) + received) {}

void Tunnel::start() {
  deadline_.expires_after(connect_time);
  deadline_.async_wait([self = shared_from_this()](const error_code& cancelled) {
    if (!cancelled && self->phase_ == Phase::Connecting) self->refuse("it does not accept connections");
  });
  resolver_.async_resolve(route_.host, std::to_string(route_.port),
                          [self = shared_from_this()](const error_code& error, tcp::resolver::results_type addresses) {
                            if (self->phase_ != Phase::Connecting) return;
                            if (error) return self->refuse(error.message());
                            self->addresses_ = std::move(addresses);
                            self->connect();
                          });
}

void Tunnel::close() {
  if (std::exchange(phase_, Phase::Closed) == Phase::Closed) return;
  error_code ignored;
  resolver_.cancel();
  deadline_.cancel();
  pause_.cancel();
  client_.close(ignored);
  server_.close(ignored);
  host_.ended(shared_from_this());
}

// The request ---------------------------------------------------------------------------------------------------------

void Tunnel::connect() {
  asio::async_connect(server_, addresses_, [self = shared_from_this()](const error_code& error, const tcp::endpoint&) {
    if (self->phase_ != Phase::Connecting) return;
    if (error == asio::error::connection_refused) return self->connect_again();
    if (error) return self->refuse(error.message());
    self->send_request();
  });
}

void Tunnel::connect_again() {
  pause_.expires_after(connect_pause);
  pause_.async_wait([self = shared_from_this()](const error_code& cancelled) {
    if (!cancelled && self->phase_ == Phase::Connecting) self->connect();
  });
}

void Tunnel::send_request() {
  phase_ = Phase::Forwarding;
  deadline_.cancel();
  error_code ignored;
  server_.set_option(tcp::no_delay(true), ignored);
  asio::async_write(server_, asio::buffer(to_server_),
                    [self = shared_from_this()](const error_code&, std::size_t) { self->read_client(); });
  read_head();
}

/// A client that closes its connection, or only its half, has lost interest: browsers and servers see it so.
void Tunnel::read_client() {
  client_.async_read_some(asio::buffer(from_client_),
                          [self = shared_from_this()](const error_code& error, std::size_t count) {
                            if (error) return self->close();
                            self->send_to_server(count);
                          });
}

/// A server may respond, and close, before it has read everything: then the rest is read and discarded.
void Tunnel::send_to_server(std::size_t count) {
  asio::async_write(server_, asio::buffer(from_client_.data(), count),
                    [self = shared_from_this()](const error_code&, std::size_t) { self->read_client(); });
}

// The response --------------------------------------------------------------------------------------------------------

void Tunnel::read_head() {
  const auto head = read_response_head(to_client_);
  if (std::holds_alternative<ForwardedResponseHead>(head)) return forward_head();
  if (std::get<HeadProblem>(head) == HeadProblem::Malformed || to_client_.size() > longest_head)
    return refuse("its response is not HTTP/1.1");
  server_.async_read_some(asio::buffer(from_server_),
                          [self = shared_from_this()](const error_code& error, std::size_t count) {
                            if (self->phase_ != Phase::Forwarding) return;
                            if (error) return self->refuse("it closed the connection without a response");
                            self->to_client_.append(self->from_server_.data(), count);
                            self->read_head();
                          });
}

void Tunnel::forward_head() {
  const auto head = std::get<ForwardedResponseHead>(read_response_head(to_client_));
  auto sent = std::make_shared<std::string>(head.text);
  to_client_.erase(0, head.bytes_read);
  if (head.is_final()) {
    report(head.status);
    *sent += std::exchange(to_client_, {});
  }
  asio::async_write(
      client_, asio::buffer(*sent),
      [self = shared_from_this(), sent, is_final = head.is_final()](const error_code& error, std::size_t) {
        if (error) return self->close();
        if (is_final) return self->read_server();
        self->read_head();
      });
}

void Tunnel::read_server() {
  server_.async_read_some(asio::buffer(from_server_),
                          [self = shared_from_this()](const error_code& error, std::size_t count) {
                            if (self->phase_ != Phase::Forwarding) return;
                            if (error == asio::error::eof) return self->finish();
                            if (error) return self->close();  // the client must not take a part for the whole
                            self->send_to_client(count);
                          });
}

void Tunnel::send_to_client(std::size_t count) {
  asio::async_write(client_, asio::buffer(from_server_.data(), count),
                    [self = shared_from_this()](const error_code& error, std::size_t) {
                      if (error) return self->close();
                      self->read_server();
                    });
}

// The end -------------------------------------------------------------------------------------------------------------

void Tunnel::refuse(const std::string& reason) {
  const bool is_reading = std::exchange(phase_, Phase::Finishing) == Phase::Forwarding;
  error_code ignored;
  resolver_.cancel();
  server_.close(ignored);
  Response response = error_response(502,
                                     fmt::format("The server of --proxy {}, port {} of {}, does not respond: {}.",
                                                 route_.prefix, route_.port, route_.host, reason),
                                     AfterResponse::Close);
  report(response.status);
  std::array<char, 1024> text{};
  const std::size_t bytes = response.content->read(0, text);
  auto sent = std::make_shared<std::string>(head_of(response, std::time(nullptr)));
  if (request_.method != "HEAD") sent->append(text.data(), bytes);
  asio::async_write(client_, asio::buffer(*sent),
                    [self = shared_from_this(), sent, is_reading](const error_code& error, std::size_t) {
                      if (error || self->phase_ == Phase::Closed) return self->close();
                      self->finish();
                      if (!is_reading) self->read_client();
                    });
}

/// Closes this end, and the other one when the client has done so or takes too long.
void Tunnel::finish() {
  phase_ = Phase::Finishing;
  error_code ignored;
  client_.shutdown(tcp::socket::shutdown_send, ignored);
  deadline_.expires_after(linger_time);
  deadline_.async_wait([self = shared_from_this()](const error_code& cancelled) {
    if (!cancelled) self->close();
  });
}

void Tunnel::report(unsigned status) { host_.forwarded({request_.method, request_.target, status, {}, 0}); }

}  // namespace wasmpair

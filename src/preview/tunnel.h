// A client's connection from the point where the preview forwards its request: bytes pass to the other server and back
// until one of the two closes. So bodies of any size, streams and WebSocket pass, and nothing behind the request is
// ever read as a request to the preview.
#pragma once

#include <array>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <string>

#include "preview/proxy.h"
#include "preview/request.h"
#include "wasmpair/preview.h"

namespace wasmpair {

class Tunnel;

/// The owner of tunnels, which outlives them.
class TunnelHost {
 public:
  virtual ~TunnelHost() = default;

  /// The other server has begun to respond, or cannot be reached (502).
  virtual void forwarded(const ServedRequest& request) = 0;
  /// The tunnel has ended.
  virtual void ended(const std::shared_ptr<Tunnel>& tunnel) = 0;
};

class Tunnel : public std::enable_shared_from_this<Tunnel> {
 public:
  /// received: what the client sent after the head of the request.
  Tunnel(boost::asio::ip::tcp::socket client, Request request, const std::string& received, ProxyRoute route,
         TunnelHost& host);

  void start();
  void close();

 private:
  void connect();
  void connect_again();
  void send_request();
  void read_client();
  void send_to_server(std::size_t count);
  void read_head();
  void forward_head();
  void read_server();
  void send_to_client(std::size_t count);
  void refuse(const std::string& reason);
  void finish();
  void report(unsigned status);

  enum class Phase { Connecting, Forwarding, Finishing, Closed };

  boost::asio::ip::tcp::socket client_;
  boost::asio::ip::tcp::socket server_;
  boost::asio::ip::tcp::resolver resolver_;
  boost::asio::ip::tcp::resolver::results_type addresses_;
  boost::asio::steady_timer deadline_;
  boost::asio::steady_timer pause_;  ///< Between two attempts to connect.
  Request request_;
  ProxyRoute route_;
  TunnelHost& host_;
  Phase phase_ = Phase::Connecting;

  std::string to_server_;  ///< The request's head and what came after it.
  std::string to_client_;  ///< Of the response, from its head on.
  std::array<char, 16U << 10U> from_client_{};
  std::array<char, 16U << 10U> from_server_{};
};

}  // namespace wasmpair

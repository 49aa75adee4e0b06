// The preview server: accepts connections, serves the site, and replaces the site when there is a new release.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "preview/connection.h"
#include "preview/site.h"
#include "preview/tunnel.h"
#include "preview/visitors_page.h"
#include "wasmpair/preview.h"

namespace wasmpair {

/// Everything runs in one thread: handling a request takes microseconds, and sending is mostly waiting. So no locks are
/// needed, and a thousand slow clients cost no more than their sockets.
class Server : private ConnectionHost, private TunnelHost {
 public:
  /// Opens the release and the port. Throws Error.
  Server(boost::asio::io_context& context, PreviewOptions request, PreviewObserver& observer);
  ~Server() override;
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// "http://127.0.0.1:8080/"
  std::string url() const;
  /// Starts to accept connections.
  void start();
  /// Ends every connection, after which the context runs out of work.
  void stop();

  // Of a development preview:

  /// Serves the release that was packed just now. False if it is the one that is served already.
  bool take_release();
  /// Shows over all pages what is wrong: data is one line of JSON for templates/dev.js, "null" when all is well.
  void show(const std::string& data);

 private:
  Response respond(const Request& request) override;
  bool forwards(const Request& request) const override { return proxy_route(request) != nullptr; }
  void forward(boost::asio::ip::tcp::socket client, Request request, const std::string& received) override;
  const PreviewLimits& limits() const override { return request_.limits; }
  std::uint64_t bytes_per_second() const override { return request_.bytes_per_second; }
  std::span<char> buffer() override { return buffer_; }
  std::string current_event() const override;
  void closed(const std::shared_ptr<Connection>& connection) override { connections_.erase(connection); }
  void forwarded(const ServedRequest& request) override { observer_.responded(request); }
  void ended(const std::shared_ptr<Tunnel>& tunnel) override { tunnels_.erase(tunnel); }

  const ProxyRoute* proxy_route(const Request& request) const;
  void accept();
  void admit(boost::asio::ip::tcp::socket socket);
  void count_delta(const ServedRequest& request);
  void watch();
  void check_for_release();
  bool load_release();
  void notify_pages();

  PreviewOptions request_;
  PreviewObserver& observer_;
  Faults faults_;
  SharedSite site_;
  SentDeltas sent_;
  std::string shown_ = "null";  ///< As show() takes it.
  std::string last_seen_;       ///< States of the directory's files at the last check,
  std::string refused_;         ///< and when they were not a complete release.
  std::vector<char> buffer_;
  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::steady_timer accept_again_;
  boost::asio::steady_timer watch_;
  std::set<std::shared_ptr<Connection>> connections_;
  std::set<std::shared_ptr<Tunnel>> tunnels_;
};

}  // namespace wasmpair

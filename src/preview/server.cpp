#include "preview/server.h"

#include <fmt/format.h>

#include <utility>

#include "preview/failure_report.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::size_t buffer_bytes = 16U << 10U;
/// The interval for checking the directory. A check costs a few system calls, and works on every file system, even on
/// those that report no changes (network shares, directories of a container).
constexpr std::chrono::milliseconds check_interval{200};
/// The pause in accepting connections when the system has no descriptors left.
constexpr std::chrono::milliseconds recover_time{100};
/// The number of connections above the limit that get a 503; more are closed without a response.
constexpr std::size_t refused_connections = 64;

tcp::acceptor listen_on(asio::io_context& context, std::uint16_t port) {
  // Only for users of this machine: a preview is not a server for the network.
  const tcp::endpoint endpoint(asio::ip::address_v4::loopback(), port);
  tcp::acceptor acceptor(context, endpoint.protocol());
  acceptor.set_option(asio::socket_base::reuse_address(true));
  error_code error;
  acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error)
    throw Error(fmt::format("127.0.0.1:{}", port), "cannot listen: " + error.message(),
                "Stop the program that uses the port, or choose another port: --port 0 picks a free one.");
  return acceptor;
}

/// The release, or in development what is served until there is one.
SharedSite load_first_site(const PreviewOptions& options, const Faults& faults) {
  if (options.kind == PreviewKind::Development) return waiting_site();
  return load_site(options.directory, faults, nullptr, options.kind);
}

}  // namespace

Server::Server(asio::io_context& context, PreviewOptions request, PreviewObserver& observer)
    : request_(std::move(request)),
      observer_(observer),
      faults_(request_.faults),
      site_(load_first_site(request_, faults_)),
      last_seen_(site_->states),
      buffer_(buffer_bytes),
      acceptor_(listen_on(context, request_.port)),
      accept_again_(context),
      watch_(context) {}

Server::~Server() = default;

std::string Server::url() const { return fmt::format("http://127.0.0.1:{}/", acceptor_.local_endpoint().port()); }

void Server::start() {
  observer_.listening(url());
  if (!site_->foreign_origin.empty())
    observer_.noticed(
        fmt::format("The release's URLs start with {}: pages load their files from there, not from this preview.\n"
                    "Pack with --base /path/ or without --base to preview the complete release.",
                    site_->foreign_origin));
  if (site_->offers_deltas)
    observer_.noticed(fmt::format("What new and returning visitors download: {}{}", url(), visitors_path.substr(1)));
  accept();
  if (request_.kind == PreviewKind::Release) watch();
}

void Server::stop() {
  error_code ignored;
  acceptor_.close(ignored);
  accept_again_.cancel();
  watch_.cancel();
  const auto open = connections_;
  for (const auto& connection : open) connection->close();
  const auto forwarding = tunnels_;
  for (const auto& tunnel : forwarding) tunnel->close();
}

// Connections ---------------------------------------------------------------------------------------------------------

void Server::accept() {
  acceptor_.async_accept([this](const error_code& error, tcp::socket socket) {
    if (!acceptor_.is_open()) return;
    if (!error) {
      admit(std::move(socket));
      accept();
      return;
    }
    accept_again_.expires_after(recover_time);
    accept_again_.async_wait([this](const error_code& cancelled) {
      if (!cancelled) accept();
    });
  });
}

void Server::admit(tcp::socket socket) {
  const std::size_t open = connections_.size() + tunnels_.size();
  if (open >= request_.limits.connections + refused_connections) return;
  const bool is_full = open >= request_.limits.connections;
  const auto connection = std::make_shared<Connection>(std::move(socket), static_cast<ConnectionHost&>(*this));
  connections_.insert(connection);
  if (is_full)
    connection->turn_away();
  else
    connection->start();
}

Response Server::respond(const Request& request) {
  if (request_.kind == PreviewKind::Development) {
    if (const auto text = reported_failure(request)) {
      observer_.failed_in_page(*text);
      return no_content();
    }
  }
  Response response = wasmpair::respond(request, *site_, faults_, sent_);
  const bool has_body = response.body == ResponseBody::Complete || response.body == ResponseBody::Stalled;
  ServedRequest served{request.method, request.target, response.status, response.coding};
  if (has_body) {
    served.bytes = response.bytes;
    served.from = response.delta_from;
    served.instead_of = response.instead_of;
  }
  observer_.responded(served);
  if (!served.from.empty()) count_delta(served);
  return response;
}

/// Counts a difference that is about to be sent, which the page of visitors shows.
void Server::count_delta(const ServedRequest& request) {
  sent_.last = {std::string(request.target), std::string(request.coding), request.bytes, request.instead_of,
                std::string(request.from)};
  ++sent_.count;
  notify_pages();
}

/// The route of a request for a path that neither the release nor the preview has; null if there is none.
const ProxyRoute* Server::proxy_route(const Request& request) const {
  const std::optional<RequestTarget> target = parse_request_target(request.target);
  if (request_.proxies.empty() || !target || !is_for_loopback(request, target)) return nullptr;
  if (target->path.starts_with(own_prefix) || site_->resources.count(target->path) != 0) return nullptr;
  if (target->path == "/" && site_->placeholder) return nullptr;  // where the program's page will be
  return find_proxy_route(request_.proxies, target->path);
}

void Server::forward(tcp::socket client, Request request, const std::string& received) {
  const ProxyRoute route = *proxy_route(request);
  const auto tunnel =
      std::make_shared<Tunnel>(std::move(client), std::move(request), received, route, static_cast<TunnelHost&>(*this));
  tunnels_.insert(tunnel);
  tunnel->start();
}

// New releases --------------------------------------------------------------------------------------------------------

std::string Server::current_event() const {
  std::string events =
      fmt::format("event: release\ndata: {}\n\nevent: sent\ndata: {}\n\n", site_->release, sent_.count);
  if (request_.kind == PreviewKind::Development) events += fmt::format("event: problem\ndata: {}\n\n", shown_);
  return events;
}

void Server::watch() {
  watch_.expires_after(check_interval);
  watch_.async_wait([this](const error_code& cancelled) {
    if (cancelled) return;
    check_for_release();
    watch();
  });
}

void Server::check_for_release() {
  const std::string seen = current_states(request_.directory, *site_);
  // Files that changed just now may still be changing: pages are renamed before the manifest.
  const bool is_settled = seen == std::exchange(last_seen_, seen);
  if (!is_settled || seen == site_->states || seen == refused_) return;
  refused_ = seen;
  load_release();
}

bool Server::load_release() {
  try {
    SharedSite next = load_site(request_.directory, faults_, site_.get(), request_.kind);
    const bool is_new = next->release != site_->release;
    site_ = std::move(next);
    last_seen_ = site_->states;
    if (!is_new) return false;
    observer_.reloaded();
    notify_pages();
    return true;
  } catch (const Error& error) {  // a release that is incomplete, perhaps because it is being copied
    observer_.noticed(fmt::format("{}\nThe previous complete release is still being served.", error.what()));
    return false;
  }
}

void Server::notify_pages() {
  const auto open = connections_;
  for (const auto& connection : open) connection->notify();
}

// Development ---------------------------------------------------------------------------------------------------------

bool Server::take_release() { return load_release(); }

void Server::show(const std::string& data) {
  if (data == std::exchange(shown_, data)) return;
  notify_pages();
}

}  // namespace wasmpair

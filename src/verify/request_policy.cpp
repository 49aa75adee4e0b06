#include "verify/request_policy.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "util/ascii.h"
#include "util/hide_credentials.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

constexpr std::uint16_t http_port = 80;
constexpr std::uint16_t https_port = 443;

std::uint16_t usual_port(const UrlServer& server) { return server.scheme == "http" ? http_port : https_port; }

/// The same server, or the one that a server for http redirects to so that visitors use https.
bool matches(const UrlServer& known, const UrlServer& server) {
  const bool is_upgrade = known.scheme == "http" && known.port == http_port && server.scheme == "https" &&
                          server.port == https_port && server.host == known.host;
  return known == server || is_upgrade;
}

UrlServer server_that_exists(const std::string& url) {
  std::optional<UrlServer> server = server_of_url(url);
  if (!server)
    throw Error(hide_credentials_of_invalid_url(url), "is not a valid http or https URL",
                "Give a URL such as https://example.org/app/.");
  return *server;
}

}  // namespace

AllowedHost parse_allowed_host(const std::string& text) {
  const bool is_host_only = !text.empty() && text.find_first_of("/?#@\\ ") == std::string::npos;
  const std::optional<UrlServer> server = is_host_only ? server_of_url("http://" + text + "/") : std::nullopt;
  if (!server)
    throw Error("", fmt::format("'{}' is not a host that can be allowed", hide_credentials_of_invalid_url(text)),
                "Give a host, or a host and a port, such as cdn.example.org or cdn.example.org:8443.");
  const bool has_port = text.find(':') != std::string::npos && is_digit(text.back());
  return {server->host, has_port ? std::optional(server->port) : std::nullopt};
}

RequestPolicy::RequestPolicy(const std::string& site, std::vector<AllowedHost> allowed)
    : site_(server_that_exists(site)), allowed_(std::move(allowed)) {}

void RequestPolicy::allow_base(const std::string& url) {
  if (const std::optional<UrlServer> server = server_of_url(url)) bases_.push_back(*server);
}

bool RequestPolicy::allows(const UrlServer& server) const {
  const auto is_known = [&](const UrlServer& known) { return matches(known, server); };
  const auto is_allowed = [&](const AllowedHost& allowed) {
    return allowed.host == server.host && allowed.port.value_or(usual_port(server)) == server.port;
  };
  return is_site(server) || std::ranges::any_of(bases_, is_known) || std::ranges::any_of(allowed_, is_allowed);
}

bool RequestPolicy::allows(const UrlServer& server, const sockaddr& address) const {
  if (reach_of(address) == AddressReach::Public || reach_ == AddressReach::Local) return true;
  return !reach_ && is_site(server);
}

void RequestPolicy::connected(const UrlServer& server, const std::string& address) {
  if (!reach_ && is_site(server) && !address.empty()) reach_ = reach_of(address);
}

bool RequestPolicy::is_site(const UrlServer& server) const { return matches(site_, server); }

}  // namespace wasmpair

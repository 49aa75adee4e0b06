// Which requests verify may make. The URLs come from manifests and redirects, so without rules whoever writes those
// could have a CI machine request anything that it can reach.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "http/address.h"
#include "http/url.h"

namespace wasmpair {

/// A host that may be requested besides the site's.
struct AllowedHost {
  std::string host;                   ///< In lower case; an IPv6 address in brackets.
  std::optional<std::uint16_t> port;  ///< Nothing: the scheme's own.
};

/// "cdn.example.org", "[2001:db8::1]:8443". Throws Error.
AllowedHost parse_allowed_host(const std::string& text);

/// The rules:
///   - only the origin of the site, those of the bases, and allowed hosts; http may become https on the same host;
///   - once the site has turned out to be public, only public addresses, whatever the host.
/// A site behind a proxy counts as local if the proxy is: the addresses behind it are the proxy's matter.
class RequestPolicy {
 public:
  /// site: the URL that the user named.
  RequestPolicy(const std::string& site, std::vector<AllowedHost> allowed);

  /// Allows the origin of a manifest's base, an absolute URL. Another scheme is ignored here: its URLs are refused.
  void allow_base(const std::string& url);

  bool allows(const UrlServer& server) const;
  bool allows(const UrlServer& server, const sockaddr& address) const;

  /// A response from that address arrived.
  void connected(const UrlServer& server, const std::string& address);

 private:
  bool is_site(const UrlServer& server) const;

  UrlServer site_;
  std::vector<UrlServer> bases_;
  std::vector<AllowedHost> allowed_;
  std::optional<AddressReach> reach_;  // of the site; nothing before its first response
};

}  // namespace wasmpair

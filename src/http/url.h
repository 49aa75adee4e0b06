// URLs (RFC 3986), parsed by libcurl, so that the URL we check is the URL that it requests.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace wasmpair {

/// Resolves reference against base, without the fragment: "app.wasm" against "https://example.org/a/" is
/// "https://example.org/a/app.wasm". base: absolute, http or https. Throws Error if one of them is not a URL, or if the
/// result is neither http nor https.
std::string resolve_url(const std::string& base, const std::string& reference);

/// The server of an http or https URL.
struct UrlServer {
  std::string scheme;  ///< "http" or "https".
  std::string host;    ///< In lower case; an IPv6 address in brackets.
  std::uint16_t port;  ///< That of the scheme if the URL has none.

  bool operator==(const UrlServer&) const = default;

  /// "https://example.org:8443", without the scheme's own port.
  std::string origin() const;
};

/// Nothing unless text is an http or https URL.
std::optional<UrlServer> server_of_url(const std::string& text);

/// text as the prefix of other URLs, without a trailing "/". Nothing unless it is an http or https URL without query
/// and fragment. It may have credentials ("https://user:password@example.org/"), which libcurl then sends.
std::optional<std::string> base_url(const std::string& text);

/// An absolute URL without its credentials. Throws Error.
std::string without_credentials(const std::string& url);

/// What a URL says that its server should be given.
struct UrlCredentials {
  UrlServer server;      ///< The only one that may be given them.
  std::string user;      ///< Decoded.
  std::string password;  ///< Decoded.
};

/// Nothing unless url is an http or https URL with a user or a password.
std::optional<UrlCredentials> credentials_of_url(const std::string& url);

}  // namespace wasmpair

// Origins (RFC 6454): which server a URL leads to.
#pragma once

#include <string>
#include <string_view>

namespace wasmpair {

/// The front of a URL that names its server, as written: "https://user@CDN.example:443" of
/// "https://user@CDN.example:443/app.wasm", "//cdn.example" of a URL that leaves the scheme to the page, and "" of a
/// path.
std::string_view written_origin(std::string_view url);

/// The origin of a URL, as browsers and sources of a Content-Security-Policy compare it: in lower case, without
/// credentials, without the default port. "https://cdn.example:8443", or "cdn.example" for a URL that leaves the scheme
/// to the page. "" for a URL within the page's own origin.
std::string origin_of(std::string_view url);

}  // namespace wasmpair

// Web origins of URLs (RFC 6454).
#pragma once

#include <string>
#include <string_view>

namespace wasmpair {

/// The part of a URL up to the end of its authority, as written: "https://user@CDN.example:443" of
/// "https://user@CDN.example:443/app.wasm", "//cdn.example" of a URL without a scheme, and "" of a
/// path.
std::string_view written_origin(std::string_view url);

/// The origin of a URL in the form that browsers and Content-Security-Policy sources compare: in lower case, without
/// credentials and the default port. "https://cdn.example:8443", "cdn.example" for a URL without a scheme, and "" for a
/// URL within the page's own origin.
std::string origin_of(std::string_view url);

}  // namespace wasmpair

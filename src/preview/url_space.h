// Maps a release's URLs to paths on the preview.
#pragma once

#include <string>
#include <string_view>

namespace wasmpair {

/// The decoded path at which a URL is requested: "https://cdn.example/a/app.wasm" and "/a/app.wasm" are
/// "/a/app.wasm". A relative URL starts from "/", where the page is. "." and ".." are resolved (RFC 3986, section
/// 5.2.4), so no key of the table of routes contains them.
std::string path_of_url(std::string_view url);

}  // namespace wasmpair

// Where on the preview a release's URLs are.
#pragma once

#include <string>
#include <string_view>

namespace wasmpair {

/// The path of a URL as requests ask for it, decoded: "https://cdn.example/a/app.wasm" and "/a/app.wasm" are
/// "/a/app.wasm". A relative one starts from "/", where the page is. "." and ".." are resolved (RFC 3986, 5.2.4), so
/// that no key of the table of routes holds them.
std::string path_of_url(std::string_view url);

}  // namespace wasmpair

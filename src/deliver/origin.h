// Which server a release's URLs lead to.
#pragma once

#include <string>
#include <string_view>

namespace wasmpair {

/// The origin that URLs under the base have, as a source of a Content-Security-Policy: "https://cdn.example:8443", or
/// "cdn.example" for a base that leaves the scheme to the page. "" for a base within the page's own origin.
std::string origin_of(std::string_view base);

}  // namespace wasmpair

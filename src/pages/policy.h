// A Content-Security-Policy (https://www.w3.org/TR/CSP3/) under which a page's programs load.
#pragma once

#include <string>
#include <string_view>

#include "pages/inline_hashes.h"
#include "pages/page_options.h"

namespace wasmpair {

/// Allows the page's own origin, what the release needs beyond it, and the code that stands in the page itself; no
/// more. base: the manifest's. Works as a header and in <meta>; frame-ancestors, which only a header can say, is not in
/// it.
std::string content_security_policy(std::string_view base, const PageOptions& options, const InlineHashes& hashes);

}  // namespace wasmpair

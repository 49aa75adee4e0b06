// A Content-Security-Policy (https://www.w3.org/TR/CSP3/) that allows a page's programs to load.
#pragma once

#include <string>
#include <string_view>

#include "pages/inline_hashes.h"
#include "pages/page_options.h"

namespace wasmpair {

/// What pages show besides the programs.
enum class FurtherFiles {
  None,
  Published,  ///< The assets of the release: images, style sheets, fonts, audio and video.
};

/// Allows only the page's own origin, what the release needs beyond it, and the page's inline code. base: the
/// manifest's. Works as a header and in <meta>; omits frame-ancestors, which works only in a header.
std::string content_security_policy(std::string_view base, const PageOptions& options, const InlineHashes& hashes,
                                    FurtherFiles further = FurtherFiles::None);

}  // namespace wasmpair

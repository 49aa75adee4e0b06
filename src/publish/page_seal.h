// The seal on a page: a last line that carries the digest of everything above it. A page whose seal is intact was
// written by wasmpair, and the next release may replace it; a page that somebody edited or wrote is theirs.
#pragma once

#include <string>
#include <string_view>

#include "publish/page_type.h"

namespace wasmpair {

/// The page with a comment as its last line that names wasmpair and the SHA-256 of everything above.
std::string seal_page(std::string page, PageLanguage language = PageLanguage::Html);

/// True if the last line names wasmpair and the digest of everything above it: "\r\n" counts as "\n" unless the page
/// was sealed with it.
bool has_intact_seal(std::string_view page);

}  // namespace wasmpair

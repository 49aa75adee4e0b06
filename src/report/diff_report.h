// The report of `wasmpair diff`.
#pragma once

#include <string>

#include "report/console.h"
#include "wasmpair/diff.h"

namespace wasmpair {

/// A table a bundle.
std::string diff_text(const ReleaseDifference& difference, const Console& console);

/// The same for the comment on a change: GitHub Flavored Markdown.
std::string diff_markdown(const ReleaseDifference& difference);

/// {"bundles": [{"name", "change", "go": {"before", "after"}, "module": [{"what", "before", "after"}],
/// "download": {"before", "after"}, "updateBytes"}]}; what a release does not have is null.
std::string diff_json(const ReleaseDifference& difference);

}  // namespace wasmpair

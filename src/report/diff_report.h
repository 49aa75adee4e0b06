// The report of `wasmpair diff`.
#pragma once

#include <string>

#include "report/console.h"
#include "report/markdown.h"
#include "wasmpair/diff.h"

namespace wasmpair {

/// A table per bundle.
ReportText diff_text(const ReleaseDifference& difference, const Console& console);

/// The same as GitHub Flavored Markdown, for a comment on a change.
Markdown diff_markdown(const ReleaseDifference& difference);

/// {"bundles": [{"name", "change", "go": {"before", "after"}, "module": [{"what", "before", "after"}],
/// "download": {"before", "after"}, "updateBytes", "deltaUpdateBytes"}]}; values that a release does not have are null.
std::string diff_json(const ReleaseDifference& difference);

}  // namespace wasmpair

// The report of `wasmpair prune`.
#pragma once

#include <string>

#include "report/console.h"
#include "wasmpair/prune.h"

namespace wasmpair {

/// What was deleted, or would be, and what stays.
ReportText prune_text(const PruneReport& report, Pruning pruning, const Console& console);

/// {"dryRun", "deleted": [{"path", "bytes"}], "kept": […], "tooYoung": […], "unknown": […]}
std::string prune_json(const PruneReport& report, Pruning pruning);

}  // namespace wasmpair

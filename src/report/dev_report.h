// What `wasmpair dev` shows on a terminal.
#pragma once

#include <string>
#include <vector>

#include "report/console.h"
#include "wasmpair/development.h"

namespace wasmpair {

/// "main.go changed", or the number of files.
ReportText changed_text(const std::vector<std::string>& files, const Console& console);

/// "ready in 0.31 s (build 0.14 s, pack 0.15 s), 716,000 bytes to download", and warnings.
ReportText release_text(const DevRelease& release, const Console& console);

ReportText failure_text(const DevFailure& failure, const Console& console);

/// The failure of a program, as its page tells it.
ReportText page_failure_text(const std::string& text, const Console& console);

/// "server | LINE"
ReportText server_text(const std::string& line, const Console& console);

/// A line for a request to the preview; of a difference, a second one that says of what.
ReportText request_text(const ServedRequest& request, const Console& console);

}  // namespace wasmpair

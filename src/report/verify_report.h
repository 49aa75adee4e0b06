// The report of `wasmpair verify`.
#pragma once

#include <string>

#include "report/console.h"
#include "wasmpair/verify.h"

namespace wasmpair {

/// A line about the requests, then a paragraph per finding with its evidence, wrapped at 80 columns.
ReportText verify_report_text(const VerifyReport& report, const Console& console);

/// {"url", "server", "files", "requests", "findings": [{"id", "message", "subjects", "request", "answer", "cause",
/// "fix"}]}. "request" and "answer" are arrays of lines.
std::string verify_report_json(const VerifyReport& report);

}  // namespace wasmpair

// The report of `wasmpair pack`, for people and for programs.
#pragma once

#include <string>

#include "report/console.h"
#include "wasmpair/pack.h"

namespace wasmpair {

/// A table per bundle, then the published files, in 80 columns. Empty if no pair fits.
ReportText pack_report_text(const PackReport& report, const Console& console);

/// Problems that did not stop the run; empty if there were none.
ReportText warnings_text(const PackReport& report, const Console& console);

/// The refused modules and the reasons; empty if there are none.
ReportText refusals_text(const PackReport& report, const Console& console);

/// The same as one JSON document.
std::string pack_report_json(const PackReport& report);

}  // namespace wasmpair

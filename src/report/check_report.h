// The report of `wasmpair check`, for people and for programs.
#pragma once

#include <string>

#include "report/console.h"
#include "wasmpair/check.h"

namespace wasmpair {

/// "app.wasm (go1.24.4) fits FILE …", or the findings.
ReportText check_report_text(const CheckReport& report, const Console& console);

/// {"fits", "module", "shim", "findings"}.
std::string check_report_json(const CheckReport& report);

}  // namespace wasmpair

// The report of `wasmpair inspect`, for people and for programs.
#pragma once

#include <string>

#include "report/console.h"
#include "wasmpair/inspect.h"

namespace wasmpair {

ReportText inspect_report_text(const InspectReport& report, const Console& console);
std::string inspect_report_json(const InspectReport& report);

}  // namespace wasmpair

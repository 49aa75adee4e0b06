// The reports of `wasmpair guest`, for people and for programs.
#pragma once

#include <string>

#include "report/console.h"
#include "wasmpair/check_guest_package.h"
#include "wasmpair/pack_guest.h"

namespace wasmpair {

/// How much a report for people says.
enum class Detail { Everything, Problems };

/// The guest and its package, in 80 columns; or the findings.
ReportText guest_package_text(const PackGuestReport& report, Detail detail, const Console& console);

/// The same as one JSON document.
std::string guest_package_json(const PackGuestReport& report);

/// The report of `wasmpair guest --check`.
ReportText guest_package_check_text(const CheckGuestPackageReport& report, const Console& console);
std::string guest_package_check_json(const CheckGuestPackageReport& report);

}  // namespace wasmpair

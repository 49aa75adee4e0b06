// The report of pack, for people and for programs.
#pragma once

#include <string>

#include "report/console.h"
#include "wasmpair/pack.h"

namespace wasmpair {

/// A table a bundle, then what was published. Fits 80 columns. Empty if no pair fits.
std::string pack_report_text(const PackReport& report, const Console& console);

/// What went wrong without stopping the run; empty if nothing did.
std::string warnings_text(const PackReport& report, const Console& console);

/// What was refused and why; empty if nothing was.
std::string refusals_text(const PackReport& report, const Console& console);

/// The same as one JSON document.
std::string pack_report_json(const PackReport& report);

}  // namespace wasmpair

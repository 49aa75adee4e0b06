// Reports a run that failed.
#pragma once

#include <exception>
#include <string>
#include <vector>

#include "report/console.h"

namespace wasmpair {

/// Prints "wasmpair: PLACE: PROBLEM\n  ADVICE". If the arguments have --github, also prints an annotation: a run
/// that ended early has no report to contain it.
void report_failure(const std::vector<std::string>& arguments, const std::exception& failure, const Console& console);

}  // namespace wasmpair

// What is told of a run that could not be done.
#pragma once

#include <exception>
#include <string>
#include <vector>

#include "report/console.h"

namespace wasmpair {

/// Prints "wasmpair: PLACE: PROBLEM\n  ADVICE". If the arguments have --github, an annotation tells it, too: a run that
/// ended early has no report in which it could stand.
void report_failure(const std::vector<std::string>& arguments, const std::exception& failure, const Console& console);

}  // namespace wasmpair

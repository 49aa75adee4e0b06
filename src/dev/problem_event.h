// A failure as pages get it.
#pragma once

#include <string>

#include "wasmpair/development.h"

namespace wasmpair {

/// {"title", "problems": [{"place", "text"}, …], "advice"} in one line, whatever the texts are.
std::string problem_event(const DevFailure& failure);

/// There is no problem.
inline constexpr const char* no_problem_event = "null";

}  // namespace wasmpair

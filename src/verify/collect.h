// Turns observations of the checks into findings that a person can act on.
#pragma once

#include <vector>

#include "verify/observation.h"
#include "wasmpair/delivery_finding.h"

namespace wasmpair {

/// One finding per incident, in the order of the first observations, each with the evidence of the first one.
std::vector<DeliveryFinding> collect(const Observations& observed);

}  // namespace wasmpair

// From what the checks saw to findings that a person can act on.
#pragma once

#include <vector>

#include "verify/observation.h"
#include "wasmpair/delivery_finding.h"

namespace wasmpair {

/// One finding an incident, in the order of their first sightings, each with the evidence of its first one.
std::vector<DeliveryFinding> collect(const Observations& observed);

}  // namespace wasmpair

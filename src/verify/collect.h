// From what the checks saw to findings that a person can act on.
#pragma once

#include <vector>

#include "verify/sighting.h"
#include "wasmpair/verify.h"

namespace wasmpair {

/// One finding an incident, in the order of their first sightings, each with the evidence of its first one.
std::vector<DeliveryFinding> collect(const Sightings& seen);

}  // namespace wasmpair

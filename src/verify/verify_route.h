// All checks on the responses for one route.
#pragma once

#include <vector>

#include "verify/checks.h"

namespace wasmpair {

/// probed: the probes of one route with their responses (probe.h, plan() and plan_revalidation()). Appends
/// observations, which refer to them.
void verify_route(const std::vector<Probe>& probed, const Deployment& site, Observations& observed);

}  // namespace wasmpair

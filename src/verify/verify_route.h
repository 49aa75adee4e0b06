// All checks on the responses for one route.
#pragma once

#include <vector>

#include "verify/checks.h"

namespace wasmpair {

/// probed: the probes of one route with their responses (probe.h, plan() and plan_revalidation()). deltas: the other
/// responses for its URL that are deltas. Appends observations, which refer to them.
void verify_route(const std::vector<Probe>& probed, const std::vector<const Probe*>& deltas, const Deployment& site,
                  Observations& observed);

}  // namespace wasmpair

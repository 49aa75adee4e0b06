// All checks on the answers for one route.
#pragma once

#include <vector>

#include "verify/checks.h"

namespace wasmpair {

/// asked: the answered probes of one route (probe.h, plan() and plan_revalidation()). Appends what is seen, which
/// refers to them.
void verify_route(const std::vector<Probe>& asked, const Deployment& site, Observations& observed);

}  // namespace wasmpair

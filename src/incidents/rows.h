// The table of incidents in parts, each of which is one file.
#pragma once

#include <span>

#include "wasmpair/incident.h"

namespace wasmpair {

std::span<const Incident> pair_incidents();      ///< Module and shim do not fit, or are too large.
std::span<const Incident> delivery_incidents();  ///< What a server sends.
std::span<const Incident> run_time_incidents();  ///< What the loader meets in the browser.

}  // namespace wasmpair

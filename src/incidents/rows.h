// The parts of the table of incidents, one file each.
#pragma once

#include <span>

#include "wasmpair/incident.h"

namespace wasmpair {

std::span<const Incident> pair_incidents();        ///< The module and its shim do not fit, or are too large.
std::span<const Incident> delivery_incidents();    ///< What servers get wrong.
std::span<const Incident> delta_incidents();       ///< What servers and caches get wrong about deltas.
std::span<const Incident> run_time_incidents();    ///< What goes wrong in the browser.
std::span<const Incident> guest_incidents();       ///< Modules that cannot be guests of a Go server, or do harm there.
std::span<const Incident> guest_host_incidents();  ///< What servers that run guests get wrong.

}  // namespace wasmpair

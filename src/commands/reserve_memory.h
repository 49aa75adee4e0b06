// How much memory a run of pack needs, and its turn to use it.
#pragma once

#include <vector>

#include "commands/candidate.h"
#include "util/memory_reservation.h"
#include "wasmpair/pack.h"

namespace wasmpair {

/// Waits until the run may use what it needs for its modules.
MemoryReservation reserve_memory(const std::vector<Candidate>& candidates, const PackRequest& request,
                                 Progress* progress);

}  // namespace wasmpair

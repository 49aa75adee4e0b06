// Reserves the memory that a run of pack needs.
#pragma once

#include <vector>

#include "commands/candidate.h"
#include "util/memory_reservation.h"
#include "wasmpair/pack.h"

namespace wasmpair {

/// Waits until the memory that the modules need is available.
MemoryReservation reserve_memory(const std::vector<Candidate>& candidates, const PackRequest& request,
                                 Progress* progress);

}  // namespace wasmpair

// Reserves the memory that a run of pack needs.
#pragma once

#include "util/memory_reservation.h"
#include "wasmpair/pack.h"
#include "wasmpair/pack_guest.h"

namespace wasmpair {

/// Waits until the memory that the modules need is available. Called before they are read.
MemoryReservation reserve_memory(const PackRequest& request, Progress* progress);
MemoryReservation reserve_memory(const PackGuestRequest& request, Progress* progress);

}  // namespace wasmpair

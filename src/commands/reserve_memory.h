// Reserves the memory that a run of pack needs.
#pragma once

#include "commands/asset_files.h"
#include "util/memory_reservation.h"
#include "wasmpair/pack.h"
#include "wasmpair/pack_guest.h"

namespace wasmpair {

/// Waits until the memory that the modules and the further files need is available. Called before they are read.
MemoryReservation reserve_memory(const PackRequest& request, const AssetFiles& further, Progress* progress);
MemoryReservation reserve_memory(const PackGuestRequest& request, Progress* progress);

}  // namespace wasmpair

// The guests in a manifest.
#pragma once

#include <vector>

#include "util/json_reader.h"
#include "wasmpair/manifest.h"

namespace wasmpair {

/// Reads the object of guests. Throws Error at what is not a guest.
std::vector<ManifestGuest> read_guests(JsonReader& json);

}  // namespace wasmpair

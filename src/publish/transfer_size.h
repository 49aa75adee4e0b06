// What a file weighs on the wire.
#pragma once

#include <cstdint>

#include "wasmpair/manifest.h"

namespace wasmpair {

/// What a browser that accepts every encoding downloads: the smallest of the file and its siblings, in bytes.
std::uint64_t transfer_bytes(const ManifestFile& file);

}  // namespace wasmpair

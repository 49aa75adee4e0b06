// The size of a file on the wire.
#pragma once

#include <cstdint>

#include "wasmpair/manifest.h"

namespace wasmpair {

/// The bytes that a browser downloads if it accepts every encoding: the smallest of the file and its siblings.
std::uint64_t transfer_bytes(const ManifestFile& file);

}  // namespace wasmpair

// Further files with stable names, such as robots.txt.
#pragma once

#include <cstdint>

#include "wasmpair/manifest.h"

namespace wasmpair {

/// The maximum size of such a file in bytes: it is held in memory, like a page.
inline constexpr std::uint64_t stable_file_limit = std::uint64_t{16} << 20;

/// True for a file of the assets or of "next" whose name is the same in every release.
bool has_stable_name(const ManifestFile& file);

}  // namespace wasmpair

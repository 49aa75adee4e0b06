// The cache of a run.
#pragma once

#include <optional>
#include <string>

#include "encode/cache.h"

namespace wasmpair {

/// The cache in a directory, with this user's key from another; nothing if the directory is "".
std::optional<Cache> open_cache(const std::string& directory, const std::string& key_directory);

}  // namespace wasmpair

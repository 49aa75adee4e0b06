// The compression levels: one row per level.
#pragma once

#include <span>
#include <string_view>

#include "wasmpair/asset.h"

namespace wasmpair {

struct LevelInfo {
  Level level;
  std::string_view name;  ///< On the command line and in reports: "release".
};

/// All levels, in the order of the help.
std::span<const LevelInfo> levels();

/// The level's name: "release".
std::string_view level_name(Level level);

}  // namespace wasmpair

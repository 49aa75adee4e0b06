#include "encode/levels.h"

#include <algorithm>

namespace wasmpair {
namespace {

constexpr LevelInfo table[] = {{Level::Fast, "fast"}, {Level::Release, "release"}, {Level::Smallest, "smallest"}};

}  // namespace

std::span<const LevelInfo> levels() { return table; }

std::string_view level_name(Level level) { return std::ranges::find(table, level, &LevelInfo::level)->name; }

}  // namespace wasmpair

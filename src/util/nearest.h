// Suggestions for misspelled words.
#pragma once

#include <span>
#include <string_view>

namespace wasmpair {

/// The candidate nearest to word by edit distance, or "" if none is near enough to be what was meant.
std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace wasmpair

// How much memory a piece of work takes at most.
#pragma once

#include <cstddef>

namespace wasmpair::testing {

/// Starts counting at what is allocated now.
void start_counting();

/// The most bytes that were allocated at one time since start_counting, beside those from before.
std::size_t peak_bytes();

}  // namespace wasmpair::testing

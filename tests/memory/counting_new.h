// Measures peak memory.
#pragma once

#include <cstddef>

namespace wasmpair::testing {

/// Starts counting from the current allocations.
void start_counting();

/// The peak of allocated bytes since start_counting, excluding earlier allocations.
std::size_t peak_bytes();

}  // namespace wasmpair::testing

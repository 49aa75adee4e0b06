// Large memory pages for large buffers.
#pragma once

#include <cstddef>

#include "wasmpair/bytes.h"

namespace wasmpair {

/// A buffer of zeros that prefers large pages: allocating thousands of small ones takes twice as long as filling them.
Bytes large_buffer(std::size_t bytes);

}  // namespace wasmpair

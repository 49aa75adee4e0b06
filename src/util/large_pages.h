// Large memory pages for large buffers.
#pragma once

#include <cstddef>

#include "wasmpair/bytes.h"

namespace wasmpair {

/// Asks the system to back a buffer that has not been written to yet with large pages: allocating thousands of small
/// ones takes twice as long as filling them. Only a hint.
void prefer_large_pages(void* buffer, std::size_t bytes);

/// A buffer of zeros that prefers large pages.
Bytes large_buffer(std::size_t bytes);

}  // namespace wasmpair

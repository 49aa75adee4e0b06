// Memory, as the system has it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace wasmpair::platform {

/// The memory that this process may use, in bytes: the machine's, or less if the system limits it (control groups).
std::uint64_t machine_memory();

/// Asks the system to back a buffer that has not been written to yet with large pages. Only a hint.
void prefer_large_pages(void* buffer, std::size_t bytes);

}  // namespace wasmpair::platform

// libcurl as a whole: its start, and the memory that it lacked.
#pragma once

#include <cstdint>

namespace wasmpair {

/// Called before a handle of libcurl is made, which would start it without what is counted below. Throws std::bad_alloc
/// if it cannot be started.
void initialize_libcurl();

/// The number of its allocations that failed, in any thread. libcurl reports a lack of memory in many ways: some are
/// those of an unreachable server, and CURLE_OUT_OF_MEMORY is also its limit for a line of the header section, which a
/// server must not pass off as a lack of memory.
std::uint64_t failed_allocations();

}  // namespace wasmpair

// What commands that serve set up in their process.
#pragma once

#include <cstddef>

namespace wasmpair {

/// Raises the process's soft limit on open files. Returns the desired number of connections, or fewer if the system
/// does not grant a descriptor for each.
std::size_t affordable_connections(std::size_t desired);

}  // namespace wasmpair

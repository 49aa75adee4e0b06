// What commands that serve set up in their process.
#pragma once

#include <cstddef>
#include <initializer_list>

namespace wasmpair {

/// Raises the process's soft limit on open files. Returns the desired number of connections, or fewer if the system
/// does not grant a descriptor for each.
std::size_t affordable_connections(std::size_t desired);

/// Called when the program ends. A terminal and a wrapper such as npm may both send a signal: the second one must not
/// turn a clean exit into a failure.
void block_signals(const std::initializer_list<int>& signals);

}  // namespace wasmpair

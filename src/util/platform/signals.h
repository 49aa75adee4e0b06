// What ends a process from outside: signals, or what a console of Windows reports.
#pragma once

#include <vector>

namespace wasmpair::platform {

/// From now on, what by default ends the process from outside first calls clean_up, in a thread of its own; the process
/// then ends as its parent expects. What is ignored, as under nohup, stays ignored.
void clean_up_before_the_end(void (*clean_up)());

/// The numbers of signals by which people and systems ask a server to end.
std::vector<int> ending_signals();

/// From now on, these signals wait for ever. Called when the program ends: a terminal and a wrapper such as npm may
/// both send a signal, and the second one must not turn a clean exit into a failure.
void block_signals(const std::vector<int>& signals);

/// From now on, a write past the file-size limit is an error to report, not the end of the process.
void report_file_size_limit();

}  // namespace wasmpair::platform

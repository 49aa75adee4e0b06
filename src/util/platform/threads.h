// Threads, where the system has them.
#pragma once

namespace wasmpair::platform {

/// False if no thread can ever be started: all work is for the thread that asks for it.
bool has_threads();

}  // namespace wasmpair::platform

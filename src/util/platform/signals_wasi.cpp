// No signal reaches the program: those that end Node.js end it at once.
#include "util/platform/signals.h"

namespace wasmpair::platform {

void clean_up_before_the_end(void (*)()) {}

std::vector<int> ending_signals() { return {}; }

void block_signals(const std::vector<int>&) {}

void report_file_size_limit() {}  // an error already, in Node.js

}  // namespace wasmpair::platform

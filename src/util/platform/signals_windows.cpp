#include "util/platform/signals.h"

#include <csignal>

#include "util/platform/windows.h"

namespace wasmpair::platform {
namespace {

/// Windows calls the handler in a thread of its own, and takes no argument along.
void (*clean_up_now)() = nullptr;

/// Ctrl-C, Ctrl-Break, a closed console, the end of the session. The default handler, which ends the process, follows.
BOOL WINAPI end_after_clean_up(DWORD) {
  clean_up_now();
  return FALSE;
}

}  // namespace

void clean_up_before_the_end(void (*clean_up)()) {
  clean_up_now = clean_up;
  ::SetConsoleCtrlHandler(end_after_clean_up, TRUE);
}

std::vector<int> ending_signals() { return {SIGINT, SIGTERM, SIGBREAK}; }

void block_signals(const std::vector<int>& signals) {
  for (const int signal : signals) std::signal(signal, SIG_IGN);
}

void report_file_size_limit() {}

}  // namespace wasmpair::platform

// The program: parses, runs, reports. The one place that catches.
#include <csignal>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "cli/run.h"
#include "report/failure.h"
#include "util/interruption.h"

int main(int argc, char** argv) {
  using namespace wasmpair;
  std::signal(SIGXFSZ, SIG_IGN);  // a write past the file-size limit is an error to report, not the end
  clean_up_on_signals();
  const Streams streams{Console(stdout), Console(stderr)};
  const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  try {
    const ExitStatus status = run(arguments, streams);
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
      streams.err.print("wasmpair: standard output could not be written\n");
      return static_cast<int>(ExitStatus::Failed);
    }
    return static_cast<int>(status);
  } catch (const std::exception& failure) {
    report_failure(arguments, failure, streams.err);
    return static_cast<int>(ExitStatus::Failed);
  }
}

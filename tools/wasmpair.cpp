// The program: parses, runs, reports. The one place that catches.
#include <cstdio>
#include <exception>
#include <new>
#include <span>
#include <string>
#include <vector>

#include "cli/run.h"
#include "report/failure.h"
#include "report/out_of_memory.h"
#include "util/interruption.h"
#include "util/platform/signals.h"
#include "util/platform/terminal.h"

namespace {

using namespace wasmpair;

/// Reports every failure but a lack of memory, which it throws.
ExitStatus run_and_report(std::span<const char* const> words) {
  const Streams streams{Console(stdout), Console(stderr)};
  const std::vector<std::string> arguments(words.begin(), words.end());
  try {
    const ExitStatus status = run(arguments, streams);
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
      streams.err.print("wasmpair: standard output could not be written\n");
      return ExitStatus::Failed;
    }
    return status;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& failure) {
    report_failure(arguments, failure, streams.err);
    return ExitStatus::Failed;
  }
}

}  // namespace

int main(int argc, char** argv) {
  end_if_openssl_lacks_memory();
  platform::report_file_size_limit();
  platform::prepare_streams();
  const std::span<const char* const> words(argv + (argc > 0 ? 1 : 0), argv + argc);
  try {
    clean_up_on_signals();
    return static_cast<int>(run_and_report(words));
  } catch (const std::bad_alloc&) {
    report_out_of_memory(words);
    return static_cast<int>(ExitStatus::Failed);
  }
}

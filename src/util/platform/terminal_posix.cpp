#include "util/platform/terminal.h"

#include <unistd.h>

#include <cstdlib>

namespace wasmpair::platform {

void prepare_streams() {}

bool is_terminal(std::FILE* stream) { return ::isatty(::fileno(stream)) == 1; }

bool has_colors(std::FILE*) {
  const char* const terminal = std::getenv("TERM");
  return terminal != nullptr && std::string_view(terminal) != "dumb";
}

void write_error(std::string_view text) noexcept {
  if (::write(STDERR_FILENO, text.data(), text.size()) < 0) return;  // there is nowhere to report that
}

}  // namespace wasmpair::platform

#include "util/platform/terminal.h"

#include <fcntl.h>
#include <io.h>

#include "util/platform/windows.h"

namespace wasmpair::platform {
namespace {

HANDLE handle_of(std::FILE* stream) { return reinterpret_cast<HANDLE>(::_get_osfhandle(::_fileno(stream))); }

}  // namespace

void prepare_streams() {
  ::_setmode(::_fileno(stdout), _O_BINARY);
  ::_setmode(::_fileno(stderr), _O_BINARY);
  ::SetConsoleOutputCP(CP_UTF8);
}

bool is_terminal(std::FILE* stream) {
  DWORD mode = 0;
  return ::GetConsoleMode(handle_of(stream), &mode) != 0;
}

bool has_colors(std::FILE* terminal) {
  DWORD mode = 0;
  return ::GetConsoleMode(handle_of(terminal), &mode) != 0 &&
         ::SetConsoleMode(handle_of(terminal), mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING) != 0;
}

void write_error(std::string_view text) noexcept {
  DWORD count = 0;
  ::WriteFile(::GetStdHandle(STD_ERROR_HANDLE), text.data(), static_cast<DWORD>(text.size()), &count, nullptr);
}

}  // namespace wasmpair::platform

#include "util/platform/pipe_windows.h"

#include <array>
#include <cstdint>

#include "util/hex.h"
#include "util/platform/random.h"
#include "util/platform/windows.h"

namespace wasmpair::platform {
namespace {

/// Nobody can know the name beforehand, and whoever opens it first would get what the command writes.
std::wstring random_name() {
  std::array<std::uint8_t, 16> random{};
  fill_with_random(random);
  return utf16_of("\\\\.\\pipe\\wasmpair-" + to_hex(random));
}

}  // namespace

OverlappedPipe open_overlapped_pipe() {
  constexpr DWORD buffer = 64U << 10U;
  const std::wstring name = random_name();
  OverlappedPipe pipe;
  pipe.read = Descriptor(handle_from(::CreateNamedPipeW(
      name.c_str(), PIPE_ACCESS_INBOUND | FILE_FLAG_OVERLAPPED | FILE_FLAG_FIRST_PIPE_INSTANCE,
      PIPE_TYPE_BYTE | PIPE_READMODE_BYTE | PIPE_WAIT | PIPE_REJECT_REMOTE_CLIENTS, 1, buffer, buffer, 0, nullptr)));
  if (!pipe.read) return {};
  SECURITY_ATTRIBUTES inherited{sizeof inherited, nullptr, TRUE};
  pipe.write =
      Descriptor(handle_from(::CreateFileW(name.c_str(), GENERIC_WRITE, 0, &inherited, OPEN_EXISTING, 0, nullptr)));
  return pipe;
}

}  // namespace wasmpair::platform

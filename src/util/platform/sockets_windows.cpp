#include "util/platform/sockets.h"

#include "util/platform/windows.h"

namespace wasmpair::platform {

FileHandle open_socket(int family, int type, int protocol) {
  return static_cast<FileHandle>(
      ::WSASocketW(family, type, protocol, nullptr, 0, WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT));
}

void limit_unsent_bytes(FileHandle, int) {}

}  // namespace wasmpair::platform

#include <fcntl.h>
#include <sys/socket.h>

#include "util/platform/sockets.h"

namespace wasmpair::platform {

// There is no SOCK_CLOEXEC: a command that another thread starts between these calls inherits the socket.
FileHandle open_socket(int family, int type, int protocol) {
  const int opened = ::socket(family, type, protocol);
  if (opened >= 0) ::fcntl(opened, F_SETFD, FD_CLOEXEC);
  return opened;
}

}  // namespace wasmpair::platform

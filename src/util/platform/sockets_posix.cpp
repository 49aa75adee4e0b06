#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "util/platform/posix.h"
#include "util/platform/sockets.h"

namespace wasmpair::platform {

void limit_unsent_bytes(FileHandle socket, int bytes) {
  ::setsockopt(descriptor_of(socket), IPPROTO_TCP, TCP_NOTSENT_LOWAT, &bytes, sizeof bytes);
}

}  // namespace wasmpair::platform

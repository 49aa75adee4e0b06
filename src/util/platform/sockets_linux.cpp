#include <sys/socket.h>

#include "util/platform/sockets.h"

namespace wasmpair::platform {

FileHandle open_socket(int family, int type, int protocol) { return ::socket(family, type | SOCK_CLOEXEC, protocol); }

}  // namespace wasmpair::platform

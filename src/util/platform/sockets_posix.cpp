#include "util/platform/sockets.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>
#include <cstring>

#include "util/platform/posix.h"

namespace wasmpair::platform {
namespace {

using Bytes4 = std::array<std::uint8_t, 4>;
using Bytes6 = std::array<std::uint8_t, 16>;

template <typename Bytes>
std::vector<std::uint8_t> copied(const void* from) {
  std::vector<std::uint8_t> bytes(Bytes{}.size());
  std::memcpy(bytes.data(), from, bytes.size());
  return bytes;
}

}  // namespace

FileHandle open_socket(int family, int type, int protocol) {
  const int opened = ::socket(family, type, protocol);
  if (opened >= 0) ::fcntl(opened, F_SETFD, FD_CLOEXEC);
  return opened;
}

void limit_unsent_bytes(FileHandle socket, int bytes) {
  ::setsockopt(descriptor_of(socket), IPPROTO_TCP, TCP_NOTSENT_LOWAT, &bytes, sizeof bytes);
}

std::vector<std::uint8_t> address_bytes(const sockaddr& address) {
  sockaddr_in version4{};
  sockaddr_in6 version6{};
  if (address.sa_family == AF_INET) {
    std::memcpy(&version4, &address, sizeof version4);
    return copied<Bytes4>(&version4.sin_addr);
  }
  if (address.sa_family == AF_INET6) {
    std::memcpy(&version6, &address, sizeof version6);
    return copied<Bytes6>(&version6.sin6_addr);
  }
  return {};
}

std::vector<std::uint8_t> parse_address(const std::string& text) {
  Bytes4 version4{};
  Bytes6 version6{};
  if (::inet_pton(AF_INET, text.c_str(), version4.data()) == 1) return {version4.begin(), version4.end()};
  if (::inet_pton(AF_INET6, text.c_str(), version6.data()) == 1) return {version6.begin(), version6.end()};
  return {};
}

std::string address_text(const sockaddr& address) {
  const std::vector<std::uint8_t> bytes = address_bytes(address);
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (!bytes.empty()) ::inet_ntop(address.sa_family, bytes.data(), text.data(), text.size());
  return text.data();
}

}  // namespace wasmpair::platform

// Asio includes what each system has for sockets; the names are the same everywhere.
#include "util/platform/sockets.h"

#include <array>
#include <boost/asio/ip/tcp.hpp>
#include <cstring>

namespace wasmpair::platform {
namespace {

template <std::size_t Size>
std::vector<std::uint8_t> copied(const void* from) {
  std::vector<std::uint8_t> bytes(Size);
  std::memcpy(bytes.data(), from, Size);
  return bytes;
}

}  // namespace

std::vector<std::uint8_t> address_bytes(const sockaddr& address) {
  sockaddr_in version4{};
  sockaddr_in6 version6{};
  if (address.sa_family == AF_INET) {
    std::memcpy(&version4, &address, sizeof version4);
    return copied<4>(&version4.sin_addr);
  }
  if (address.sa_family == AF_INET6) {
    std::memcpy(&version6, &address, sizeof version6);
    return copied<16>(&version6.sin6_addr);
  }
  return {};
}

std::vector<std::uint8_t> parse_address(const std::string& text) {
  std::array<std::uint8_t, 16> bytes{};
  if (::inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) return copied<4>(bytes.data());
  if (::inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1) return copied<16>(bytes.data());
  return {};
}

std::string address_text(const sockaddr& address) {
  const std::vector<std::uint8_t> bytes = address_bytes(address);
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (!bytes.empty()) ::inet_ntop(address.sa_family, bytes.data(), text.data(), text.size());
  return text.data();
}

}  // namespace wasmpair::platform

// Addresses as sockets have them.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <string>

namespace wasmpair {

/// Its data() is a sockaddr. address: of version 4 or 6.
inline boost::asio::ip::tcp::endpoint socket_address(const std::string& address) {
  return {boost::asio::ip::make_address(address), 0};
}

}  // namespace wasmpair

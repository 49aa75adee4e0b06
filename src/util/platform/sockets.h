// Sockets and their addresses.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "util/platform/descriptor.h"

struct sockaddr;

namespace wasmpair::platform {

/// Opens a socket, which commands that this process starts do not inherit; no_file if the system refuses.
FileHandle open_socket(int family, int type, int protocol);

/// Limits the bytes that the system holds because they have not been sent yet. Only a hint.
void limit_unsent_bytes(FileHandle socket, int bytes);

/// The address in network order, without the port: 4 bytes of IPv4, 16 of IPv6, none of another family.
std::vector<std::uint8_t> address_bytes(const sockaddr& address);

/// The same of a text, without brackets; none if it is not an address.
std::vector<std::uint8_t> parse_address(const std::string& text);

/// The address as text, without the port; "" for another family than IPv4 and IPv6.
std::string address_text(const sockaddr& address);

}  // namespace wasmpair::platform

// Which network addresses belong to the public internet.
#pragma once

#include <string>

struct sockaddr;

namespace wasmpair {

enum class AddressReach {
  Public,  ///< Globally reachable unicast.
  Local,   ///< All others: loopback, private, link-local, shared, multicast, documentation, reserved.
};

/// By the special-purpose registries of IANA (RFC 6890 and its successors). An IPv6 address that stands for an IPv4
/// address (mapped, NAT64, 6to4) reaches as far as that one. An address of another family is Local.
AddressReach reach_of(const sockaddr& address);

/// The same for an address as text, without brackets, such as "192.0.2.1" or "fe80::1". Local if it is not an address.
AddressReach reach_of(const std::string& address);

}  // namespace wasmpair

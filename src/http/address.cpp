#include "http/address.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "util/platform/sockets.h"

namespace wasmpair {
namespace {

using Version4 = std::array<std::uint8_t, 4>;
using Version6 = std::array<std::uint8_t, 16>;

template <typename Address>
struct Block {
  Address first;
  std::size_t bits;  // of the prefix

  bool contains(const Address& address) const {
    for (std::size_t i = 0; i < bits; ++i) {
      const auto bit = static_cast<std::uint8_t>(0x80U >> (i % 8));
      if ((first[i / 8] & bit) != (address[i / 8] & bit)) return false;
    }
    return true;
  }
};

/// IANA IPv4 Special-Purpose Address Registry, multicast (224/4) and reserved (240/4).
constexpr std::array local4 = {
    Block<Version4>{{0, 0, 0, 0}, 8},      Block<Version4>{{10, 0, 0, 0}, 8},
    Block<Version4>{{100, 64, 0, 0}, 10},  Block<Version4>{{127, 0, 0, 0}, 8},
    Block<Version4>{{169, 254, 0, 0}, 16}, Block<Version4>{{172, 16, 0, 0}, 12},
    Block<Version4>{{192, 0, 0, 0}, 24},   Block<Version4>{{192, 0, 2, 0}, 24},
    Block<Version4>{{192, 88, 99, 0}, 24}, Block<Version4>{{192, 168, 0, 0}, 16},
    Block<Version4>{{198, 18, 0, 0}, 15},  Block<Version4>{{198, 51, 100, 0}, 24},
    Block<Version4>{{203, 0, 113, 0}, 24}, Block<Version4>{{224, 0, 0, 0}, 4},
    Block<Version4>{{240, 0, 0, 0}, 4},
};

/// Global unicast (RFC 4291, section 2.4): the only space that is assigned on the internet.
constexpr Block<Version6> global6{{0x20}, 3};

/// IANA IPv6 Special-Purpose Address Registry, as far as it is within global unicast: 2001::/23 has Teredo, benchmarks
/// and ORCHID; the others are documentation.
constexpr std::array local6 = {
    Block<Version6>{{0x20, 0x01}, 23},
    Block<Version6>{{0x20, 0x01, 0x0d, 0xb8}, 32},
    Block<Version6>{{0x3f, 0xff}, 20},
};

/// Blocks whose addresses contain an IPv4 address, and where.
struct Embedding {
  Block<Version6> block;
  std::size_t offset;
};
constexpr std::array embeddings = {
    Embedding{{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96}, 12},  // IPv4-mapped (RFC 4291, section 2.5.5.2)
    Embedding{{{0x00, 0x64, 0xff, 0x9b}, 96}, 12},                    // NAT64 (RFC 6052, section 2.1)
    Embedding{{{0x20, 0x02}, 16}, 2},                                 // 6to4 (RFC 3056)
};

AddressReach reach_of(const Version4& address) {
  const bool is_local = std::ranges::any_of(local4, [&](const auto& block) { return block.contains(address); });
  return is_local ? AddressReach::Local : AddressReach::Public;
}

AddressReach reach_of(const Version6& address) {
  for (const Embedding& embedding : embeddings) {
    if (!embedding.block.contains(address)) continue;
    Version4 inner{};
    std::copy_n(address.begin() + static_cast<std::ptrdiff_t>(embedding.offset), inner.size(), inner.begin());
    return reach_of(inner);
  }
  const bool is_local = std::ranges::any_of(local6, [&](const auto& block) { return block.contains(address); });
  return global6.contains(address) && !is_local ? AddressReach::Public : AddressReach::Local;
}

AddressReach reach_of(const std::vector<std::uint8_t>& bytes) {
  Version4 version4{};
  Version6 version6{};
  if (bytes.size() == version4.size()) {
    std::ranges::copy(bytes, version4.begin());
    return reach_of(version4);
  }
  if (bytes.size() != version6.size()) return AddressReach::Local;
  std::ranges::copy(bytes, version6.begin());
  return reach_of(version6);
}

}  // namespace

AddressReach reach_of(const sockaddr& address) { return reach_of(platform::address_bytes(address)); }

AddressReach reach_of(const std::string& address) { return reach_of(platform::parse_address(address)); }

}  // namespace wasmpair

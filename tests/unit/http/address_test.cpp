#include "http/address.h"

#include <gtest/gtest.h>

#include "unit/support/socket_address.h"
#include "util/platform/sockets.h"

namespace wasmpair {
namespace {

constexpr const char* public_addresses[] = {
    "1.1.1.1",        "8.8.8.8",         "9.255.255.255",   "11.0.0.0",        "100.63.255.255",
    "100.128.0.0",    "126.255.255.255", "128.0.0.0",       "169.253.255.255", "169.255.0.0",
    "172.15.255.255", "172.32.0.0",      "192.0.1.0",       "192.167.255.255", "192.169.0.0",
    "198.17.255.255", "198.20.0.0",      "223.255.255.255", "2606:4700::1111", "2a00:1450:4001:81b::200e",
    "2001:200::1",    "2001:db9::1",     "3ffe::1",         "::ffff:1.1.1.1",  "64:ff9b::1.1.1.1",
    "2002:101:101::1"};

constexpr const char* local_addresses[] = {"0.0.0.0",
                                           "0.255.255.255",
                                           "10.0.0.0",
                                           "10.255.255.255",
                                           "100.64.0.0",
                                           "100.127.255.255",
                                           "127.0.0.1",
                                           "127.255.255.255",
                                           "169.254.0.0",
                                           "169.254.169.254",
                                           "169.254.255.255",
                                           "172.16.0.0",
                                           "172.31.255.255",
                                           "192.0.0.1",
                                           "192.0.2.1",
                                           "192.88.99.1",
                                           "192.168.0.0",
                                           "192.168.255.255",
                                           "198.18.0.0",
                                           "198.19.255.255",
                                           "198.51.100.1",
                                           "203.0.113.1",
                                           "224.0.0.1",
                                           "239.255.255.255",
                                           "240.0.0.1",
                                           "255.255.255.255",
                                           "::",
                                           "::1",
                                           "::127.0.0.1",
                                           "::1.1.1.1",
                                           "fc00::1",
                                           "fd12:3456::1",
                                           "fe80::1",
                                           "febf::1",
                                           "fec0::1",
                                           "ff02::1",
                                           "100::1",
                                           "4000::1",
                                           "5f00::1",
                                           "2001::1",
                                           "2001:10::1",
                                           "2001:1ff::1",
                                           "2001:db8::1",
                                           "3fff::1",
                                           "64:ff9b:1::1.1.1.1",
                                           "::ffff:127.0.0.1",
                                           "::ffff:10.0.0.1",
                                           "::ffff:169.254.169.254",
                                           "64:ff9b::10.0.0.1",
                                           "64:ff9b::169.254.169.254",
                                           "2002:7f00:1::1",
                                           "2002:a00:1::1",
                                           "2002:a9fe:a9fe::1",
                                           "::ffff:0:1.1.1.1"};

TEST(AddressReach, IsPublicForTheInternet) {
  for (const char* address : public_addresses)
    EXPECT_EQ(reach_of(std::string(address)), AddressReach::Public) << address;
}

TEST(AddressReach, IsLocalForAllOthers) {
  for (const char* address : local_addresses) EXPECT_EQ(reach_of(std::string(address)), AddressReach::Local) << address;
  for (const char* text : {"", "example.org", "1.1.1", "1.1.1.1.", "[::1]", "fe80::1%lo"})
    EXPECT_EQ(reach_of(std::string(text)), AddressReach::Local) << text;
}

TEST(AddressReach, IsTheSameForSockets) {
  for (const char* address : public_addresses)
    EXPECT_EQ(reach_of(*socket_address(address).data()), AddressReach::Public) << address;
  for (const char* address : local_addresses)
    EXPECT_EQ(reach_of(*socket_address(address).data()), AddressReach::Local) << address;
  sockaddr other{};
  other.sa_family = AF_UNIX;
  EXPECT_EQ(reach_of(other), AddressReach::Local);
}

TEST(AddressText, IsAsPeopleWriteIt) {
  for (const char* address : {"169.254.169.254", "fe80::1", "::ffff:10.0.0.1"})
    EXPECT_EQ(platform::address_text(*socket_address(address).data()), address);
  EXPECT_EQ(platform::address_text(sockaddr{}), "");
}

}  // namespace
}  // namespace wasmpair

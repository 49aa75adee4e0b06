#include "http/host.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

TEST(Host, IsLoopbackByItsThreeNames) {
  for (const char* host :
       {"127.0.0.1", "127.0.0.1:8080", "localhost", "LocalHost:1", "[::1]", "[::1]:65535", "localhost:"})
    EXPECT_TRUE(is_loopback_host(host)) << host;
}

TEST(Host, IsForeignOtherwise) {
  for (const char* host : {"",
                           "evil.example",
                           "evil.example:8080",
                           "localhost.evil.example",
                           "127.0.0.1.evil.example",
                           "evil.localhost",
                           "localhost.",
                           "localhost:80:80",
                           "localhost:8o",
                           "user@localhost",
                           "127.0.0.1@evil.example",
                           "[::1].evil.example",
                           "::1",
                           "127.1",
                           "2130706433",
                           "0.0.0.0",
                           "192.168.0.1",
                           "localhost, evil.example",
                           "localhost/evil",
                           "localhost:123456"})
    EXPECT_FALSE(is_loopback_host(host)) << host;
}

}  // namespace
}  // namespace wasmpair

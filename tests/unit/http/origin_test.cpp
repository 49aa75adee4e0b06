#include "http/origin.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

TEST(Origin, IsSchemeHostAndPort) {
  EXPECT_EQ(origin_of("https://cdn.example/a/"), "https://cdn.example");
  EXPECT_EQ(origin_of("https://cdn.example"), "https://cdn.example");
  EXPECT_EQ(origin_of("https://cdn.example?query"), "https://cdn.example");
  EXPECT_EQ(origin_of("http://127.0.0.1:8080/a"), "http://127.0.0.1:8080");
  EXPECT_EQ(origin_of("http://[::1]:8080/a"), "http://[::1]:8080");
  EXPECT_NE(origin_of("http://example.org/"), origin_of("https://example.org/"));
}

TEST(Origin, IsInLowerCaseWithoutCredentialsAndDefaultPort) {
  EXPECT_EQ(origin_of("HTTP://User:Secret@CDN.example:8080/"), "http://cdn.example:8080");
  EXPECT_EQ(origin_of("https://Example.ORG:443/a"), "https://example.org");
  EXPECT_EQ(origin_of("http://example.org:80/a"), "http://example.org");
  EXPECT_EQ(origin_of("http://example.org:443/a"), "http://example.org:443");
}

TEST(Origin, LeavesTheSchemeToThePage) { EXPECT_EQ(origin_of("//cdn.example:443/a/"), "cdn.example:443"); }

TEST(Origin, IsThePagesOwn) {
  for (const char* own : {"", "/", "/assets/", "assets/", "../", "/a//b/", "/a/https://x/", "a/https://b/", "a:b/"})
    EXPECT_EQ(origin_of(own), "") << own;
}

TEST(Origin, AsWrittenIsTheFrontOfTheUrl) {
  EXPECT_EQ(written_origin("HTTPS://user@CDN.example:443/a/"), "HTTPS://user@CDN.example:443");
  EXPECT_EQ(written_origin("//cdn.example"), "//cdn.example");
  EXPECT_EQ(written_origin("/assets/"), "");
}

}  // namespace
}  // namespace wasmpair

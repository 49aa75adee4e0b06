#include "http/origin.h"

#include <gtest/gtest.h>

#include <map>

namespace wasmpair {
namespace {

using Origins = std::map<std::string_view, std::string_view>;

void expect_origins(const Origins& origins) {
  for (const auto& [url, origin] : origins) EXPECT_EQ(origin_of(url), origin) << url;
}

TEST(Origin, IsSchemeHostAndPort) {
  expect_origins({{"https://cdn.example/a/", "https://cdn.example"},
                  {"https://cdn.example", "https://cdn.example"},
                  {"https://cdn.example?query", "https://cdn.example"},
                  {"http://cdn.example/", "http://cdn.example"},
                  {"http://127.0.0.1:8080/a", "http://127.0.0.1:8080"},
                  {"http://[::1]:8080/", "http://[::1]:8080"}});
}

TEST(Origin, IsInLowerCaseWithoutCredentialsAndDefaultPort) {
  expect_origins({{"HTTP://User:Secret@CDN.example:8080/", "http://cdn.example:8080"},
                  {"https://Example.ORG:443/a", "https://example.org"},
                  {"http://a.example:80/", "http://a.example"},
                  {"http://example.org:443/a", "http://example.org:443"}});
}

TEST(Origin, MayHaveNoScheme) { expect_origins({{"//cdn.example:443/a/", "cdn.example:443"}}); }

TEST(Origin, IsEmptyForUrlsWithinThePagesOrigin) {
  for (const char* own : {"", "/", "/assets/", "assets/", "../", "/a//b/", "/a/https://x/", "a/https://b/", "a:b/"})
    EXPECT_EQ(origin_of(own), "") << own;
}

TEST(Origin, AsWrittenIsThePrefixOfTheUrl) {
  const Origins fronts{{"HTTPS://user@CDN.example:443/a/", "HTTPS://user@CDN.example:443"},
                       {"//cdn.example", "//cdn.example"},
                       {"/assets/", ""}};
  for (const auto& [url, front] : fronts) EXPECT_EQ(written_origin(url), front);
}

}  // namespace
}  // namespace wasmpair

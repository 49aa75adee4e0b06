#include "verify/request_policy.h"

#include <gtest/gtest.h>

#include <cstring>

#include "unit/support/socket_address.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

bool allows(const RequestPolicy& policy, const std::string& url) { return policy.allows(*server_of_url(url)); }

bool allows_address(const RequestPolicy& policy, const std::string& url, const char* address) {
  return policy.allows(*server_of_url(url), *socket_address(address).data());
}

TEST(RequestPolicy, AllowsTheOriginOfTheSite) {
  const RequestPolicy policy("https://Example.org/app/", {});
  for (const char* url : {"https://example.org/", "https://EXAMPLE.org:443/x", "https://user:word@example.org/"})
    EXPECT_TRUE(allows(policy, url)) << url;
  for (const char* url : {"http://example.org/", "https://example.org:8443/", "https://www.example.org/",
                          "https://example.org.evil.example/", "https://example.org@evil.example/",
                          "https://169.254.169.254/", "https://example.org./"})
    EXPECT_FALSE(allows(policy, url)) << url;
}

TEST(RequestPolicy, LetsTheSiteMoveToHttps) {
  const RequestPolicy policy("http://example.org/", {});
  EXPECT_TRUE(allows(policy, "https://example.org/"));
  EXPECT_FALSE(allows(policy, "https://example.org:8443/"));
  EXPECT_FALSE(allows(RequestPolicy("http://example.org:8080/", {}), "https://example.org/"));
}

TEST(RequestPolicy, AllowsTheOriginOfTheBase) {
  RequestPolicy policy("https://example.org/", {});
  policy.allow_base("https://cdn.example:8443/app/");
  policy.allow_base("file:///etc/");
  EXPECT_TRUE(allows(policy, "https://cdn.example:8443/other"));
  EXPECT_FALSE(allows(policy, "https://cdn.example/other"));
}

TEST(RequestPolicy, AllowsNamedHosts) {
  const RequestPolicy policy("https://example.org/",
                             {parse_allowed_host("CDN.example"), parse_allowed_host("other.example:8443"),
                              parse_allowed_host("[::1]:80"), parse_allowed_host("[::2]")});
  for (const char* url : {"https://cdn.example/", "http://cdn.example/", "https://other.example:8443/",
                          "http://other.example:8443/", "http://[::1]/", "https://[::2]/"})
    EXPECT_TRUE(allows(policy, url)) << url;
  for (const char* url :
       {"https://cdn.example:8443/", "https://other.example/", "https://sub.cdn.example/", "https://[::1]/"})
    EXPECT_FALSE(allows(policy, url)) << url;
}

TEST(RequestPolicy, RefusesWhatIsNoHost) {
  for (const char* text : {"", "https://cdn.example", "cdn.example/", "a b", "user@cdn.example", "cdn.example:99999",
                           "cdn.example:x", "[::1", "cdn.example?", "cdn.example#", "*.example/"})
    EXPECT_THROW(parse_allowed_host(text), Error) << text;
}

TEST(RequestPolicy, KeepsToPublicAddressesOnceTheSiteIsPublic) {
  RequestPolicy policy("https://example.org/", {parse_allowed_host("cdn.example")});
  const UrlServer site = *server_of_url("https://example.org/");
  EXPECT_TRUE(allows_address(policy, "https://example.org/", "10.0.0.1")) << "it may be in a private network";
  EXPECT_FALSE(allows_address(policy, "https://cdn.example/", "10.0.0.1")) << "nothing is known about the site yet";
  policy.connected(site, "");
  policy.connected(*server_of_url("https://cdn.example/"), "10.0.0.1");
  EXPECT_FALSE(allows_address(policy, "https://cdn.example/", "10.0.0.1")) << "only the site counts";
  policy.connected(site, "93.184.216.34");
  EXPECT_FALSE(allows_address(policy, "https://example.org/", "10.0.0.1")) << "the name now has another address";
  EXPECT_FALSE(allows_address(policy, "https://cdn.example/", "127.0.0.1"));
  EXPECT_TRUE(allows_address(policy, "https://cdn.example/", "1.1.1.1"));
  policy.connected(site, "10.0.0.1");
  EXPECT_FALSE(allows_address(policy, "https://cdn.example/", "127.0.0.1")) << "the first connection counts";
}

TEST(RequestPolicy, LetsALocalSiteUseLocalAddresses) {
  RequestPolicy policy("http://localhost:8080/", {});
  policy.connected(*server_of_url("http://localhost:8080/"), "127.0.0.1");
  EXPECT_TRUE(allows_address(policy, "http://localhost:8080/", "127.0.0.1"));
  EXPECT_TRUE(allows_address(policy, "http://localhost:8080/", "1.1.1.1"));
}

TEST(RequestPolicy, NeedsAnHttpUrl) { EXPECT_THROW(RequestPolicy("ftp://example.org/", {}), Error); }

}  // namespace
}  // namespace wasmpair

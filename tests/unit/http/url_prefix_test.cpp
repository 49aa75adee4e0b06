#include "http/url_prefix.h"

#include <gtest/gtest.h>

#include <string>

namespace wasmpair {
namespace {

TEST(UrlPrefix, IsAPathOrAUrlThatEndsInASlash) {
  for (const char* text : {"", "/", "/assets/", "assets/", "../", "./a/", "/a%20b/%C3%A9/", "/sub/@x/", "/a:b/",
                           "/a/$HOME/", "/-._~!$&()*+,;=/", "https://cdn.example/", "HTTP://CDN.Example:8080/a/",
                           "//cdn.example/a/", "https://127.0.0.1:443/", "/a//b/"})
    EXPECT_TRUE(is_url_prefix(text)) << text;
}

TEST(UrlPrefix, HasOnlyCharactersOfUrls) {
  for (const char* text : {"a", "/a b/", "/a\"b/", "/<script>/", "/a?b/", "/a#b/", "/a'b/", "/a\\b/", "/\xc3\xa9/",
                           "/a\n/", "/%/", "/%zz/", "/%0a/", "/%7F/", "/[a]/", "/a`b/", "/{a}/", "/a|b/"})
    EXPECT_FALSE(is_url_prefix(text)) << text;
}

TEST(UrlPrefix, HasNoOtherScheme) {
  for (const char* text :
       {"javascript:alert(1)/", "data:,/", "a:b/", "ftp://a.example/", "https:/a/", "https:a/", ":/", "://a/"})
    EXPECT_FALSE(is_url_prefix(text)) << text;
}

TEST(UrlPrefix, HasAnOriginThatAPolicyCanName) {
  for (const char* origin : {"https://*",
                             "https://*.example",
                             "https://",
                             "//",
                             "https://user@a.example",
                             "https://user:pw@a.example",
                             "https://@a.example",
                             "https://a.example;script-src",
                             "https://a.example,b",
                             "https://a.example'",
                             "https://a..example",
                             "https://.example",
                             "https://a.example.",
                             "https://a_b.example",
                             "https://%41.example",
                             "https://a.example:",
                             "https://a.example:0",
                             "https://a.example:080",
                             "https://a.example:65536",
                             "https://a.example:*",
                             "https://a.example:8a",
                             "https://[::1]",
                             "//*",
                             "//user@a.example",
                             "https://a example"})
    EXPECT_FALSE(is_url_prefix(std::string(origin) + "/")) << origin;
  EXPECT_FALSE(is_url_prefix("https://" + std::string(64, 'a') + "/"));
  EXPECT_TRUE(is_url_prefix("https://" + std::string(63, 'a') + "/"));
}

}  // namespace
}  // namespace wasmpair

#include "http/url.h"

#include <gtest/gtest.h>

#include "wasmpair/error.h"

namespace wasmpair {
namespace {

TEST(Url, IsResolvedLikeInBrowsers) {
  EXPECT_EQ(resolve_url("https://example.org/a/wasmpair.json", "app.wasm"), "https://example.org/a/app.wasm");
  EXPECT_EQ(resolve_url("https://example.org/a/wasmpair.json", "/b/app.wasm"), "https://example.org/b/app.wasm");
  EXPECT_EQ(resolve_url("https://example.org/a/", "//cdn.example/app.wasm"), "https://cdn.example/app.wasm");
  EXPECT_EQ(resolve_url("https://example.org/a/", "http://cdn.example/x"), "http://cdn.example/x");
  EXPECT_EQ(resolve_url("https://example.org/a#part", ""), "https://example.org/a");
}

TEST(Url, MustBeHttp) {
  EXPECT_THROW(resolve_url("ftp://example.org/", ""), Error);
  EXPECT_THROW(resolve_url("https://example.org/", "file:///etc/passwd"), Error);
  EXPECT_THROW(resolve_url("not a url", ""), Error);
  EXPECT_THROW(resolve_url("", ""), Error);
}

TEST(ServerOfUrl, HasSchemeHostAndPort) {
  EXPECT_EQ(server_of_url("HTTPS://user:word@Example.ORG/a?b#c"), (UrlServer{"https", "example.org", 443}));
  EXPECT_EQ(server_of_url("http://example.org"), (UrlServer{"http", "example.org", 80}));
  EXPECT_EQ(server_of_url("http://[::1]:8080/"), (UrlServer{"http", "[::1]", 8080}));
  EXPECT_EQ(server_of_url("http://0x7f.1/"), (UrlServer{"http", "127.0.0.1", 80})) << "as libcurl connects to it";
  for (const char* const text : {"", "example.org", "/a", "ftp://example.org/", "file:///etc/passwd", "http://",
                                 "http://[::1", "http://example.org:99999/", "javascript:alert(1)"})
    EXPECT_EQ(server_of_url(text), std::nullopt) << text;
}

TEST(Url, HasAHostWithoutControlCharacters) {
  for (const char* const text : {"http://%7f.1/", "http:///%7f.1/", "https://example.org%7F"}) {
    EXPECT_EQ(server_of_url(text), std::nullopt) << text;
    EXPECT_EQ(base_url(text), std::nullopt) << text;
    EXPECT_THROW(resolve_url("https://example.org/", text), Error) << text;
  }
  EXPECT_EQ(base_url("https://example.org/%7F"), "https://example.org/%7F") << "a path may have them, encoded";
}

TEST(ServerOfUrl, HasAnOrigin) {
  EXPECT_EQ(server_of_url("https://example.org:443/a")->origin(), "https://example.org");
  EXPECT_EQ(server_of_url("http://example.org:443/a")->origin(), "http://example.org:443");
}

TEST(Url, LosesTheTrailingSlashOfABase) {
  EXPECT_EQ(base_url("http://cache:8080"), "http://cache:8080");
  EXPECT_EQ(base_url("HTTPS://cache/fleet/one//"), "https://cache/fleet/one");
  EXPECT_EQ(base_url("https://gopher:s%40fe@cache/"), "https://gopher:s%40fe@cache");
}

TEST(Url, IsNotABaseIfNothingCanBeAppended) {
  for (const char* const text : {"", "cache", "grpc://cache", "http://", "http://cache/?zone=1", "http://cache/#top",
                                 "http://cache:port/", "http://a b/", "http://cache/a\nb"})
    EXPECT_EQ(base_url(text), std::nullopt) << text;
}

TEST(Url, HasCredentialsForItsServer) {
  const auto found = credentials_of_url("https://go%40pher:se%3Acret@Cache:8080/fleet");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->server, (UrlServer{"https", "cache", 8080}));
  EXPECT_EQ(found->user, "go@pher");
  EXPECT_EQ(found->password, "se:cret");
  EXPECT_EQ(credentials_of_url("http://token@cache/").value().user, "token");
  for (const char* url : {"http://cache/a@b", "ftp://u:p@cache/", "u:p@cache", ""})
    EXPECT_FALSE(credentials_of_url(url)) << url;
}

TEST(Url, IsNotShownWithCredentialsIfItIsInvalid) {
  for (const char* url :
       {"ftp://gopher:secret@cache/", "http://gopher:sec#ret@cache/", "http://gopher:sec ret@cache/"}) {
    try {
      resolve_url(url, "");
      ADD_FAILURE() << url;
    } catch (const Error& error) {
      EXPECT_EQ(std::string(error.what()).find("gopher"), std::string::npos) << error.what();
    }
  }
}

TEST(Url, IsShownWithoutCredentials) {
  EXPECT_EQ(without_credentials("https://gopher:secret@cache:8080/fleet"), "https://cache:8080/fleet");
  EXPECT_EQ(without_credentials("https://gopher@cache/"), "https://cache/");
  EXPECT_EQ(without_credentials("https://gopher:secret@cache"), "https://cache");
  EXPECT_EQ(without_credentials("http://cache/a@b"), "http://cache/a@b");
}

}  // namespace
}  // namespace wasmpair

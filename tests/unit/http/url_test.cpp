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

TEST(Url, IsShownWithoutCredentials) {
  EXPECT_EQ(without_credentials("https://gopher:secret@cache:8080/fleet"), "https://cache:8080/fleet");
  EXPECT_EQ(without_credentials("https://gopher@cache/"), "https://cache/");
  EXPECT_EQ(without_credentials("https://gopher:secret@cache"), "https://cache");
  EXPECT_EQ(without_credentials("http://cache/a@b"), "http://cache/a@b");
}

}  // namespace
}  // namespace wasmpair

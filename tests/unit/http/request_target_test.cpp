#include "http/request_target.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

std::string path(std::string_view target) {
  const auto parsed = parse_request_target(target);
  return parsed ? parsed->path : "none";
}

TEST(RequestTarget, IsDecodedOnceAndNotNormalized) {
  EXPECT_EQ(path("/"), "/");
  EXPECT_EQ(path("/app.wasm"), "/app.wasm");
  EXPECT_EQ(path("/app%2ewasm?x=/../y"), "/app.wasm");
  EXPECT_EQ(path("/%252e"), "/%2e");
  EXPECT_EQ(path("/a/../b//c/./"), "/a/../b//c/./");
  EXPECT_EQ(path("/a%00b"), std::string("/a\0b", 4));
}

TEST(RequestTarget, MayBeAnHttpUrl) {
  const auto parsed = parse_request_target("HTTP://evil.example:80/app.wasm?q");
  EXPECT_EQ(parsed->path, "/app.wasm");
  EXPECT_EQ(parsed->authority, "evil.example:80");
  EXPECT_EQ(path("http://localhost"), "/");
  EXPECT_EQ(path("http://localhost?q"), "/");
}

TEST(RequestTarget, RejectsAnythingElse) {
  for (const char* target :
       {"", "*", "app.wasm", "localhost:80", "https://localhost/", "http:///", "file:///etc/passwd", "/%", "/%4",
        "/%zz", "/%+1", "/% 1", "http://localhost#x", "\\app.wasm"})
    EXPECT_EQ(path(target), "none") << target;
}

}  // namespace
}  // namespace wasmpair

#include "preview/url_space.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

TEST(UrlSpace, HasThePathOfTheUrl) {
  EXPECT_EQ(path_of_url("app.wasm"), "/app.wasm");
  EXPECT_EQ(path_of_url("/assets/app.wasm"), "/assets/app.wasm");
  EXPECT_EQ(path_of_url("assets/app.wasm"), "/assets/app.wasm");
  EXPECT_EQ(path_of_url("https://cdn.example/a/app.wasm"), "/a/app.wasm");
  EXPECT_EQ(path_of_url("https://cdn.example"), "/");
  EXPECT_EQ(path_of_url("//cdn.example/app.wasm?x#y"), "/app.wasm");
  EXPECT_EQ(path_of_url("/a%20b/app.wasm"), "/a b/app.wasm");
  EXPECT_EQ(path_of_url("/a:b//c"), "/a:b//c");
}

TEST(UrlSpace, HasNoDotSegments) {
  EXPECT_EQ(path_of_url("./app.wasm"), "/app.wasm");
  EXPECT_EQ(path_of_url("../../app.wasm"), "/app.wasm");
  EXPECT_EQ(path_of_url("/a/../b/./c"), "/b/c");
  EXPECT_EQ(path_of_url("/a/b/.."), "/a/");
  EXPECT_EQ(path_of_url("/a/."), "/a/");
}

}  // namespace
}  // namespace wasmpair

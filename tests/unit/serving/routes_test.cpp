#include "serving/routes.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

ManifestFile file(const std::string& path, const std::string& type) {
  return {path, "/a/" + path, type, 10, "aa", "sha384-b", "public, immutable", {}};
}

TEST(Routes, ListEveryUrlOnce) {
  ManifestBundle app{.name = "app",
                     .pair = "cc",
                     .go_version = "go1.24.4",
                     .source_sha256 = "dd",
                     .wasm = file("app.cc.wasm", "application/wasm"),
                     .shim = file("wasm_exec.cc.js", "text/javascript"),
                     .loader = file("loader.ee.js", "text/javascript")};
  ManifestBundle tool = app;
  tool.name = "tool";
  tool.wasm.path = "tool.cc.wasm";
  const Manifest manifest{
      .generator_version = "0.1.0",
      .base = "/a/",
      .bundles = {app, tool},
      .pages = {{.path = "index.html", .url = "/a/index.html", .type = "text/html", .cache_control = "no-cache"}},
      .files = {}};

  std::vector<std::string> shown;
  for (const Route& route : routes_of(manifest))
    shown.push_back(std::string(name(route.kind)) + " " + route.path + " " + route.type + " " + route.cache_control);
  EXPECT_EQ(shown, (std::vector<std::string>{
                       "asset app.cc.wasm application/wasm public, immutable",
                       "page index.html text/html no-cache",
                       "asset loader.ee.js text/javascript public, immutable",
                       "asset tool.cc.wasm application/wasm public, immutable",
                       "asset wasm_exec.cc.js text/javascript public, immutable",
                       "manifest wasmpair.json application/json no-cache",
                   }));
  EXPECT_EQ(routes_of(manifest).back().url, "/a/wasmpair.json");
}

TEST(Routes, OfAStableNameHaveADigestUnlessItIsBeingReplaced) {
  ManifestFile robots = file("robots.txt", "text/plain; charset=utf-8");
  robots.cache_control = "no-cache";
  Manifest manifest{.generator_version = "0.1.0", .base = "/a/", .bundles = {}, .pages = {}, .files = {}};
  manifest.assets = {{"img/a.png", file("a.01234567.png", "image/png")}, {"robots.txt", robots}};
  std::vector<Route> routes = routes_of(manifest);
  ASSERT_EQ(routes.size(), 3U);
  EXPECT_EQ(routes[0].kind, RouteKind::Asset);
  EXPECT_EQ(routes[1].kind, RouteKind::StableAsset);
  EXPECT_EQ(routes[1].sha256, "aa");
  robots.sha256 = "bb";
  manifest.next = {robots};
  routes = routes_of(manifest);
  ASSERT_EQ(routes.size(), 3U);
  EXPECT_EQ(routes[1].sha256, "") << "it may be of either release";
}

}  // namespace
}  // namespace wasmpair

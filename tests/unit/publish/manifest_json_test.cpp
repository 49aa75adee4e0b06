#include "publish/manifest_json.h"

#include <gtest/gtest.h>

#include "wasmpair/error.h"

namespace wasmpair {
namespace {

ManifestFile file(const std::string& path, const std::string& type, std::uint64_t bytes) {
  return {.path = path,
          .url = "/assets/" + path,
          .type = type,
          .bytes = bytes,
          .sha256 = "aa",
          .integrity = "sha384-bb",
          .cache_control = "public, max-age=31536000, immutable",
          .encodings = {}};
}

Manifest example() {
  ManifestBundle bundle{.name = "app",
                        .pair = "cc",
                        .go_version = "go1.24.4",
                        .source_bytes = 4084971,
                        .source_sha256 = "dd",
                        .wasm = file("app.cc.wasm", "application/wasm", 3713937),
                        .shim = file("wasm_exec.cc.js", "text/javascript", 17000),
                        .loader = file("loader.ee.js", "text/javascript", 9000)};
  bundle.wasm.encodings = {{.encoding = "br", .path = "app.cc.wasm.br", .bytes = 716064, .sha256 = "ff"}};
  return {
      .generator_version = "0.1.0",
      .base = "/assets/",
      .bundles = {bundle},
      .pages = {{.path = "index.html", .url = "/assets/index.html", .type = "text/html", .cache_control = "no-cache"}},
      .files = {"app.cc.wasm", "app.cc.wasm.br", "index.html", "loader.ee.js", "wasm_exec.cc.js"}};
}

constexpr const char* expected = R"({
  "version": 1,
  "generator": {
    "name": "wasmpair",
    "version": "0.1.0"
  },
  "base": "/assets/",
  "bundles": {
    "app": {
      "pair": "cc",
      "go": {
        "version": "go1.24.4",
        "goos": "js",
        "goarch": "wasm"
      },
      "source": {
        "bytes": 4084971,
        "sha256": "dd"
      },
      "wasm": {
        "path": "app.cc.wasm",
        "url": "/assets/app.cc.wasm",
        "type": "application/wasm",
        "bytes": 3713937,
        "sha256": "aa",
        "integrity": "sha384-bb",
        "cacheControl": "public, max-age=31536000, immutable",
        "encodings": [
          {
            "encoding": "br",
            "path": "app.cc.wasm.br",
            "bytes": 716064,
            "sha256": "ff"
          }
        ]
      },
      "shim": {
        "path": "wasm_exec.cc.js",
        "url": "/assets/wasm_exec.cc.js",
        "type": "text/javascript",
        "bytes": 17000,
        "sha256": "aa",
        "integrity": "sha384-bb",
        "cacheControl": "public, max-age=31536000, immutable",
        "encodings": []
      },
      "loader": {
        "path": "loader.ee.js",
        "url": "/assets/loader.ee.js",
        "type": "text/javascript",
        "bytes": 9000,
        "sha256": "aa",
        "integrity": "sha384-bb",
        "cacheControl": "public, max-age=31536000, immutable",
        "encodings": []
      }
    }
  },
  "pages": [
    {
      "path": "index.html",
      "url": "/assets/index.html",
      "type": "text/html",
      "cacheControl": "no-cache"
    }
  ],
  "files": [
    "app.cc.wasm",
    "app.cc.wasm.br",
    "index.html",
    "loader.ee.js",
    "wasm_exec.cc.js"
  ]
}
)";

TEST(ManifestJson, HasExactlyTheseBytes) { EXPECT_EQ(to_json(example()), expected); }

TEST(ManifestJson, PreservesTheOrderOfBundles) {
  Manifest manifest = example();
  manifest.bundles.push_back(manifest.bundles[0]);
  manifest.bundles[0].name = "zebra";
  const std::string json = to_json(manifest);
  EXPECT_LT(json.find("\"zebra\""), json.find("\"app\""));
}

TEST(ManifestJson, OmitsAnUnknownGoVersion) {
  Manifest manifest = example();
  manifest.bundles[0].go_version = "";
  EXPECT_NE(to_json(manifest).find("\"go\": {\n        \"goos\""), std::string::npos);
}

TEST(ManifestJson, EscapesWhatJsonRequires) {
  Manifest manifest = example();
  manifest.base = "/a\"b\\c/\u00fc/";
  EXPECT_NE(to_json(manifest).find("\"base\": \"/a\\\"b\\\\c/\u00fc/\""), std::string::npos);
}

TEST(ManifestJson, RefusesInvalidUtf8) {
  Manifest manifest = example();
  manifest.base = "/\xff/";
  EXPECT_THROW(to_json(manifest), Error);
}

}  // namespace
}  // namespace wasmpair
